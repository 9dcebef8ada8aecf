import type { FilebeatAgent } from '#lib';

/** The Filebeat beside every process of the framework. */
export const filebeat: FilebeatAgent = {
  files: [
    // Rotated at 100 MB, five times: half an hour of a busy machine. What rotates away meanwhile is held open, or in the queue.
    { id: 'framework-application', path: '/var/log/framework/application.log' },
  ],
  logstash: ['logstash:5044'],
  tls: {
    authority: '/etc/filebeat/certs/ca.crt',
    certificate: '/etc/filebeat/certs/filebeat.crt',
    key: '/etc/filebeat/certs/filebeat.key',
  },
  // An hour of everything that is written at all, should one machine write it.
  queueBytes: 10e9,
};
