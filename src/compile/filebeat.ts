import type { FilebeatAgent } from '../model/filebeat.ts';
import type { Project } from '../model/project.ts';
import type { Output } from './output.ts';
import { yaml } from './yaml.ts';

/** The configuration of the Filebeat that runs beside the framework. */
export function filebeatOutputs({ filebeat }: Project): readonly Output[] {
  if (!filebeat) return [];
  return [
    {
      path: 'generated/filebeat/filebeat.yml',
      text: yaml(filebeatConfig(filebeat)),
      of: 'the Filebeat of platform/',
    },
  ];
}

/** The same as a value. Options that newer versions would choose otherwise are all said, so that an upgrade changes nothing. */
export function filebeatConfig({ files, logstash, tls, queueBytes }: FilebeatAgent): unknown {
  return {
    'filebeat.inputs': files.map(({ id, path }) => ({
      type: 'filestream',
      id,
      // A rotated sibling is still read to its end. Compressed ones are not ours.
      paths: [path, `${path}.*`],
      'prospector.scanner.exclude_files': ['\\.gz$'],
      // By its inode, which a renamed file keeps. Version 9 would know files by their first kilobyte, and not read shorter ones.
      'file_identity.native': null,
      'prospector.scanner.fingerprint.enabled': false,
      // A file that rotates away while it is read is read to its end, as long as it is held open.
      'close.on_state_change.removed': false,
      'close.on_state_change.inactive': '5m',
      parsers: [
        {
          ndjson: {
            // To the root: Logstash gets fields and must not parse again. What is not JSON stays in `message`, and says so.
            target: '',
            overwrite_keys: true,
            expand_keys: false,
            add_error_key: true,
          },
        },
      ],
    })),
    processors: [
      // About Filebeat, not about the framework.
      { drop_fields: { fields: ['agent', 'ecs', 'input'], ignore_missing: true } },
    ],
    // What Logstash has not confirmed is on disk, so files may rotate away while it is gone.
    'queue.disk.max_size': `${Math.round(queueBytes / 1e9)}GB`,
    'output.logstash': {
      hosts: logstash,
      loadbalance: true,
      'ssl.enabled': true,
      'ssl.verification_mode': 'full',
      'ssl.certificate_authorities': [tls.authority],
      'ssl.certificate': tls.certificate,
      'ssl.key': tls.key,
    },
    'path.data': '/var/lib/filebeat',
    'logging.level': 'info',
    'logging.metrics.enabled': true,
  };
}
