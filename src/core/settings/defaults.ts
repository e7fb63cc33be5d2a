/** One default of one client or broker setting, for a range of versions, with its source. */
export interface DefaultRow {
  /** `kafkajs`, `kafka-clients`, `spring-kafka`, `broker`. */
  library: string;
  scope: 'producer' | 'consumer' | 'broker' | 'topic' | 'admin';
  key: string;
  /** First version with this default, included; absent: since ever. */
  from?: string;
  /** First version without it; absent: until now. */
  until?: string;
  value: string;
  /** Where this is written, for people: file and release, or a page. */
  source: string;
}
