locals {
  exports = ["export.orders", "export.invoices", "export.stock"]
}

resource "kafka_topic" "exports" {
  count              = length(local.exports)
  name               = local.exports[count.index]
  partitions         = 6
  replication_factor = 3
  config = {
    "min.insync.replicas" = "2"
  }
}
