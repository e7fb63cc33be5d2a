locals {
  exports = ["export.orders", "export.invoices", "export.stock"]
}

resource "kafka_topic" "exports" {
  for_each           = toset(local.exports)
  name               = each.key
  partitions         = 6
  replication_factor = 3
  config = {
    "min.insync.replicas" = "2"
  }
  lifecycle {
    prevent_destroy = true
  }
}
