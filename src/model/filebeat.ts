/** A file that a Filebeat reads, with the ones that it was rotated into. */
export interface LogFile {
  /** Remembers how far it was read: a new name reads everything again. */
  readonly id: string;
  /** Where it is; rotated siblings add a dot and a number to it. */
  readonly path: string;
}

/** The Filebeat beside each process that writes logs. */
export interface FilebeatAgent {
  readonly files: readonly LogFile[];
  /** Hosts of Logstash, tried in turn. */
  readonly logstash: readonly string[];
  readonly tls: { readonly authority: string; readonly certificate: string; readonly key: string };
  /** Disk for lines that Logstash has not taken yet. */
  readonly queueBytes: number;
}
