import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Document } from '../../src/logstash/run/event.ts';

const config = parse(
  readFileSync(fileURLToPath(new URL('../../generated/filebeat/filebeat.yml', import.meta.url)), 'utf8'),
);
const [input] = config['filebeat.inputs'];
const readAt = '2025-07-06T12:00:00.000Z';

/** The event that Filebeat sends for a line of the file, by its generated configuration: fields at the root, or the line and why not. */
export function filebeatLine(line: string): Document {
  assert.deepEqual(input.parsers, [
    { ndjson: { target: '', overwrite_keys: true, expand_keys: false, add_error_key: true } },
  ]);
  const event: Document = {
    '@timestamp': readAt,
    '@version': '1',
    host: { name: 'framework-7d9f' },
    log: { file: { path: input.paths[0] }, offset: 4711 },
  };
  const fields = fieldsOf(line);
  // The input of Logstash runs its codec over a message, and says which way it took.
  if (fields)
    return {
      ...event,
      ...fields,
      tags: [
        ...(Array.isArray(fields.tags) ? fields.tags : []),
        'message' in fields ? 'beats_input_codec_plain_applied' : 'beats_input_raw_event',
      ],
    };
  return {
    ...event,
    message: line,
    error: { message: 'Error decoding JSON', type: 'json' },
    tags: ['beats_input_codec_plain_applied'],
  };
}

function fieldsOf(line: string): Document | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Document)
      : undefined;
  } catch {
    return undefined;
  }
}
