import { type LogstashPipeline, type LogstashServer, mergedFields, pipelines, type Statement } from '#lib';
import { addressMark, addressPattern, logEvents, secretMark, secretShapes } from '../catalog/index.ts';
import { deadLetterIndex } from './dead-letters.ts';
import { unread } from './elasticsearch.ts';
import { logStorage } from './log-storage.ts';

const { all, choose, comment, has, hidden, is, isNoneOf, isTagged, lacks, step, targetIndex, when } =
  pipelines;
const { classification, pseudonyms, redaction, routing } = pipelines;

/*
 * From what Filebeat reads to what Elasticsearch stores. Nothing is dropped: what cannot be read is tagged and kept, what
 * Elasticsearch refuses is a dead letter.
 *
 * A line of the framework is JSON. Where it is not, it is what a console handler writes with the format of the specification,
 * `%(asctime)s %(name)s %(levelname)s %(message)s`:
 *
 *   2025-07-06 10:30:00,000 framework.command_router INFO command=/task status=success duration_ms=1840 user_id=u_1 session_id=s_1
 *
 * What stands behind the level is the message; that of the command router is `command=... status=...`, then whichever of
 * `duration_ms=`, `user_id=`, `session_id=` and `trace_id=` are known, in this order.
 */

const patterns = {
  CONSOLE_TIME: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}',
  LEVEL_NAME: '[A-Z]+',
  LOGGER_NAME: '[A-Za-z_][A-Za-z0-9_.]*',
};

const commandPatterns = {
  COMMAND_NAME: '/[a-z][a-z0-9-]*',
  COMMAND_PATTERN:
    'command=%{COMMAND_NAME:command} status=%{WORD:status}(?: duration_ms=%{INT:duration_ms:int})?(?: user_id=%{NOTSPACE:user_id})?(?: session_id=%{NOTSPACE:session_id})?(?: trace_id=%{NOTSPACE:trace_id})?$',
};

const logger = hidden('logger');
const clock = hidden('asctime');
const written = hidden('level');

const lines: readonly Statement[] = [
  comment('A line that is not JSON: the console format, or whatever somebody printed.'),
  when(
    is('[error][type]', 'json'),
    step('grok', {
      match: {
        message: `^%{CONSOLE_TIME:${clock}} %{LOGGER_NAME:${logger}} %{LEVEL_NAME:level} %{GREEDYDATA:message}$`,
      },
      pattern_definitions: patterns,
      overwrite: ['message', 'level'],
      tag_on_failure: ['_not_json'],
    }),
    step('mutate', { remove_field: ['error'] }),
  ),
  comment("The names that Python's JSON formatter gives to the same things."),
  when(
    all(has('levelname'), lacks('level')),
    step('mutate', { rename: { levelname: 'level', name: logger, asctime: clock } }),
  ),
  when(all(has('exc_info'), lacks('stack_trace')), step('mutate', { rename: { exc_info: 'stack_trace' } })),
  when(
    all(has(logger), lacks('component')),
    step('mutate', { copy: { [logger]: 'component' } }),
    step('mutate', {
      gsub: [
        'component',
        '^framework$',
        'overall',
        'component',
        '^framework\\.',
        '',
        'component',
        '^performance$',
        'performance_monitor',
      ],
    }),
  ),
];

const commandRouter: readonly Statement[] = [
  when(
    is('component', 'command_router'),
    when(
      all(has('message'), lacks('event'), lacks('command')),
      step('grok', {
        match: { message: '%{COMMAND_PATTERN}' },
        pattern_definitions: commandPatterns,
        tag_on_failure: ['_not_a_command'],
      }),
    ),
  ),
];

const levels: readonly Statement[] = [
  comment('Five levels, whatever the logger calls them.'),
  step('mutate', { copy: { level: written } }),
  step('mutate', { uppercase: ['level'] }),
  step('mutate', {
    gsub: ['level', '^WARNING$', 'WARN', 'level', '^CRITICAL$', 'FATAL', 'level', '^TRACE$', 'DEBUG'],
  }),
  when(
    isNoneOf('level', ['DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']),
    step('mutate', { rename: { [written]: 'unparsed_level' }, add_tag: ['_unknown_level'] }),
    step('mutate', { replace: { level: 'INFO' } }),
  ),
];

const times: readonly Statement[] = [
  comment('When it happened. Consoles tell no zone: the framework runs in UTC.'),
  choose(
    [
      when(
        has(clock),
        step('date', {
          match: [clock, 'yyyy-MM-dd HH:mm:ss,SSS'],
          timezone: 'UTC',
          tag_on_failure: ['_unparsed_time'],
        }),
      ),
      when(
        has('timestamp'),
        step('date', {
          match: ['timestamp', 'ISO8601'],
          timezone: 'UTC',
          tag_on_failure: ['_unparsed_time'],
        }),
        comment('Elasticsearch would refuse the whole document for it.'),
        when(isTagged('_unparsed_time'), step('mutate', { rename: { timestamp: 'unparsed_timestamp' } })),
      ),
    ],
    [step('mutate', { add_tag: ['_no_time'] })],
  ),
];

/** What a document is kept for where only its writer tells. */
const writers: readonly Statement[] = [
  comment('What nobody knows is kept as long as most: a line cannot choose seven years for itself.'),
  when(isTagged('_unknown_event'), step('mutate', { rename: { category: 'unknown_category' } })),
  comment('Who watches over something writes about nothing else.'),
  when(
    lacks('category'),
    choose([
      when(is('component', 'performance_monitor'), step('mutate', { replace: { category: 'performance' } })),
      when(is('component', 'security_monitor'), step('mutate', { replace: { category: 'security' } })),
    ]),
  ),
];

const tls = {
  ssl_enabled: true,
  ssl_certificate_authorities: ['/etc/logstash/certs/ca.crt'],
} as const;

const elasticsearch = {
  ...tls,
  hosts: ['https://es-cluster:9200'],
  // The pair `id:key`, as every version takes it.
  api_key: '${LOGSTASH_ELASTICSEARCH_API_KEY}',
  ssl_verification_mode: 'full',
  // Documents are added, never changed: the role that writes may do nothing else.
  action: 'create',
  // Indices by date and class, whose templates and policies are put there by us.
  data_stream: false,
  ilm_enabled: false,
  manage_template: false,
} as const;

const framework: LogstashPipeline = {
  id: 'framework-pipeline',
  help: 'From Filebeat to the index in which a document is kept as long as it must be.',
  tree: [
    {
      kind: 'input',
      body: [
        step('beats', {
          id: 'filebeat',
          port: 5044,
          ...tls,
          ssl_certificate: '/etc/logstash/certs/logstash.crt',
          // PKCS 8: the input reads no other.
          ssl_key: '/etc/logstash/certs/logstash.pkcs8.key',
          ssl_client_authentication: 'required',
        }),
      ],
    },
    {
      kind: 'filter',
      body: [
        ...lines,
        comment('What the command router says in words.'),
        ...commandRouter,
        ...levels,
        ...times,
        ...classification(logEvents),
        ...writers,
        ...redaction({
          fields: { ...mergedFields(logEvents), ...unread },
          secrets: secretShapes,
          secretMark,
          address: addressPattern,
          addressMark,
        }),
        ...pseudonyms('user_id', '${USER_PSEUDONYM_KEY}'),
        ...routing(logStorage),
        step('mutate', {
          remove_field: ['@version'],
          remove_tag: ['beats_input_codec_plain_applied', 'beats_input_raw_event'],
        }),
      ],
    },
    {
      kind: 'output',
      body: [step('elasticsearch', { id: 'logs', ...elasticsearch, index: `%{${targetIndex}}` })],
    },
  ],
  settings: { 'dead_letter_queue.enable': true },
};

const deadLetters: LogstashPipeline = {
  id: 'dead-letters',
  help: 'What Elasticsearch refused, whole and with the reason, into an index of its own.',
  tree: [
    {
      kind: 'input',
      body: [
        step('dead_letter_queue', {
          id: 'refused',
          path: '/var/lib/logstash/dead_letter_queue',
          pipeline_id: framework.id,
          // After a restart it goes on where it stopped; and what has been read makes room.
          commit_offsets: true,
          clean_consumed: true,
        }),
      ],
    },
    {
      kind: 'filter',
      body: [
        step('mutate', {
          copy: {
            '[@metadata][dead_letter_queue][reason]': '[dead_letter][reason]',
            '[@metadata][dead_letter_queue][plugin_id]': '[dead_letter][plugin_id]',
            '[@metadata][dead_letter_queue][entry_time]': '[dead_letter][refused_at]',
          },
        }),
      ],
    },
    {
      kind: 'output',
      body: [step('elasticsearch', { id: 'dead_letters', ...elasticsearch, index: deadLetterIndex })],
    },
  ],
  // A dead letter that was refused again must not come round. It cannot be: its template maps the reason alone, and its role
  // may write it. What fails otherwise (a full disk, a cluster in red) is tried again until it succeeds.
  settings: { 'dead_letter_queue.enable': false, 'pipeline.workers': 1 },
};

/** The Logstash of one environment. */
export const logstash: LogstashServer = {
  folder: '/usr/share/logstash/pipeline',
  settings: {
    'path.data': '/var/lib/logstash',
    // Names of fields are ours: with it on, the input would write an object into the field `event`.
    'pipeline.ecs_compatibility': 'disabled',
    // Strings in pipelines are taken as they stand, backslashes of regular expressions included.
    'config.support_escapes': false,
    // What has been received is on disk before Filebeat hears of it. A full queue makes Filebeat wait, which has its files.
    'queue.type': 'persisted',
    'queue.max_bytes': '16gb',
    'dead_letter_queue.max_bytes': '8gb',
    'dead_letter_queue.storage_policy': 'drop_newer',
    'path.dead_letter_queue': '/var/lib/logstash/dead_letter_queue',
    'log.format': 'json',
  },
  pipelines: [framework, deadLetters],
};
