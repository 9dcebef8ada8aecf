import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatFields, logView, patternOf } from '#lib';
import { errorRaised, performanceDegraded } from '../../catalog/availability.ts';
import { commandExecuted } from '../../catalog/commands.ts';
import { logEvents } from '../../catalog/index.ts';
import { elasticsearch, shipped as shippedFields } from '../../platform/elasticsearch.ts';
import { logStorage } from '../../platform/log-storage.ts';
import { createLogger } from '../../services/instrumentation/index.ts';
import { pseudonym } from '../../services/instrumentation/users.ts';
import { newIndex } from '../../src/elasticsearch/new-index.ts';
import { fits } from '../../src/model/index-pattern.ts';
import { classOf } from '../../src/model/log-storage.ts';
import { documents } from '../catalog/documents.ts';
import { key, store } from '../support/log-path.ts';

const user = pseudonym('enterprise_user_123', key);
const shipped = {
  host: { name: 'framework-7d9f' },
  log: { file: { path: '/var/log/framework/application.log' }, offset: 4711 },
};

const view = logView({
  id: 'logs',
  title: 'Logs',
  pattern: logStorage.classes.map(patternOf).join(','),
  events: logEvents,
});
const shownFields = new Map(flatFields({ ...view.fields, ...shippedFields }));

/** Paths of all values of a document. */
const leavesOf = (of: unknown, before = ''): readonly string[] =>
  Array.isArray(of)
    ? of.flatMap((one) => leavesOf(one, before))
    : typeof of === 'object' && of !== null
      ? Object.entries(of).flatMap(([name, value]) => leavesOf(value, before ? `${before}.${name}` : name))
      : [before];

/** The type of a field in a mapping. */
const typeAt = (mappings: unknown, path: string): unknown =>
  (
    path
      .split('.')
      .reduce(
        (at: unknown, name) =>
          (at as { properties?: Record<string, unknown> } | undefined)?.properties?.[name],
        mappings,
      ) as { type?: unknown } | undefined
  )?.type;

describe('the documents of the specification, from the file to the index', () => {
  const expected = {
    command: { index: 'framework-logs-2025.07.06', event: 'command_executed', category: 'command' },
    error: { index: 'framework-logs-error-2025.07.06', event: 'error_raised', category: 'error' },
    performance: {
      index: 'performance-logs-2025.07.06',
      event: 'performance_degraded',
      category: 'performance',
    },
  } as const;
  for (const [name, document] of Object.entries(documents)) {
    const { index, event, category } = expected[name as keyof typeof expected];
    test(name, () => {
      const stored = store(document);
      assert.equal(stored.index, index);
      assert.deepEqual(stored.document, {
        ...document,
        ...shipped,
        ...('user_id' in document && { user_id: user }),
        '@timestamp': new Date(document.timestamp).toISOString(),
        event,
        category,
      });
      assert.deepEqual(stored.problems, []);
    });
    test(`${name}, as a data view shows it: every field with its type`, () => {
      const stored = store(document);
      assert.ok(view.pattern.split(',').some((pattern) => fits(pattern, stored.index)));
      for (const path of leavesOf(stored.document)) {
        const shown = shownFields.get(path);
        assert.ok(shown, path);
        assert.equal(typeAt(newIndex(elasticsearch, stored.index)?.mappings, path), shown.kind, path);
      }
    });
  }
});

describe('the documents of the specification, from the code that logs them to the index', () => {
  const { timestamp: _1, level: _2, ...command } = documents.command;
  const { timestamp: _3, level: _4, ...error } = documents.error;
  const { timestamp: _5, level: _6, ...performance } = documents.performance;
  const lines: string[] = [];
  const log = createLogger({
    events: { commandExecuted, errorRaised, performanceDegraded },
    sinks: [{ sink: { write: (line) => lines.push(line) > 0, close: async () => {} } }],
    environment: 'production',
    version: '2.4.1',
    userKey: key,
    now: () => Date.parse('2025-07-06T10:30:00Z'),
  });
  log.commandExecuted(command);
  log.errorRaised(error);
  log.performanceDegraded(performance);
  for (const [at, [name, document]] of Object.entries(documents).entries())
    test(name, () => {
      const line = JSON.parse(lines[at] ?? '{}') as Record<string, unknown>;
      const stored = store(line);
      assert.deepEqual(stored.problems, []);
      // Nothing on the way changes what the logger wrote: a pseudonym stays the same one.
      assert.deepEqual(stored.document, { ...line, ...shipped, '@timestamp': '2025-07-06T10:30:00.000Z' });
      const { timestamp: _, user_id: __, ...rest } = document as Record<string, unknown>;
      for (const [field, value] of Object.entries(rest))
        assert.deepEqual((stored.document as Record<string, unknown>)[field], value, field);
      assert.equal(stored.index, store(document).index);
    });
});

describe('every event at every level it is written at', () => {
  for (const event of logEvents)
    for (const level of event.levels)
      test(`${event.name} at ${level}`, () => {
        const stored = store({ ...event.sample, level });
        const { name, period } = classOf(logStorage, { category: event.category, level });
        assert.equal(stored.index, `${name}-${period === 'day' ? '2025.07.06' : '2025.07'}`);
        assert.equal(stored.template, name);
        assert.deepEqual(stored.problems, []);
        assert.deepEqual(stored.document, {
          ...event.sample,
          ...shipped,
          level,
          '@timestamp': '2025-07-06T10:30:00.000Z',
        });
        // What came out is an event still, by its own definition.
        const { '@timestamp': _, host, log, ...own } = stored.document;
        assert.ok(event.schema.safeParse(own).success, JSON.stringify({ host, log }));
      });
});

describe('every class has somebody in it', () => {
  const written = new Set(
    logEvents.flatMap(({ sample, levels }) => levels.map((level) => store({ ...sample, level }).template)),
  );
  for (const { name, categories, levels } of logStorage.classes)
    test(name, () => {
      assert.ok(written.has(name), `${name}: ${categories.join()} at ${levels.join()}`);
    });
});

describe('a line that is not JSON', () => {
  const at = '2025-07-06 10:30:00,250';
  test('is read as the console format, and the command router in words', () => {
    const { document, index, problems } = store(
      `${at} framework.command_router INFO command=/task status=success duration_ms=1840 user_id=enterprise_user_123 session_id=sess_abc123`,
    );
    assert.deepEqual(document, {
      ...shipped,
      '@timestamp': '2025-07-06T10:30:00.250Z',
      category: 'command',
      command: '/task',
      component: 'command_router',
      duration_ms: 1840,
      event: 'command_executed',
      level: 'INFO',
      message:
        'command=/task status=success duration_ms=1840 user_id=enterprise_user_123 session_id=sess_abc123',
      session_id: 'sess_abc123',
      status: 'success',
      user_id: user,
    });
    assert.equal(index, 'framework-logs-2025.07.06');
    assert.deepEqual(problems, []);
  });
  const others: readonly (readonly [what: string, line: string, index: string, has: object])[] = [
    [
      'of another logger',
      `${at} framework.api WARNING slow answer`,
      'framework-logs-2025.07.06',
      { component: 'api', level: 'WARN', message: 'slow answer', tags: ['_unknown_event'] },
    ],
    [
      'of the performance logger',
      `${at} framework.performance DEBUG cache 0.8`,
      'performance-logs-debug-2025.07.06',
      { component: 'performance_monitor', level: 'DEBUG', category: 'performance' },
    ],
    [
      'of the root logger',
      `${at} framework CRITICAL out of memory`,
      'framework-logs-error-2025.07.06',
      { component: 'overall', level: 'FATAL', message: 'out of memory' },
    ],
    [
      'of a command router that says something else',
      `${at} framework.command_router INFO reloaded 14 commands`,
      'framework-logs-2025.07.06',
      { message: 'reloaded 14 commands', tags: ['_not_a_command', '_unknown_event'] },
    ],
    [
      'printed by anybody',
      'Traceback (most recent call last):',
      'framework-logs-2025.07.06',
      {
        message: 'Traceback (most recent call last):',
        level: 'INFO',
        tags: ['_not_json', '_unknown_level', '_no_time', '_unknown_event'],
      },
    ],
    [
      'cut off in the middle',
      '{"timestamp":"2025-07-06T10:3',
      'framework-logs-2025.07.06',
      { message: '{"timestamp":"2025-07-06T10:3' },
    ],
    ['JSON, but no object', '[1, 2]', 'framework-logs-2025.07.06', { message: '[1, 2]' }],
    ['empty', '', 'framework-logs-2025.07.06', { message: '' }],
  ];
  for (const [what, line, index, has] of others)
    test(what, () => {
      const stored = store(line);
      assert.equal(stored.index, index);
      assert.deepEqual(stored.problems, []);
      for (const [field, value] of Object.entries(has))
        assert.deepEqual((stored.document as Record<string, unknown>)[field], value, field);
    });
});

describe('a document that is not quite one', () => {
  const cases: readonly (readonly [what: string, document: object, index: string, has: object])[] = [
    [
      "in the words of Python's JSON formatter",
      {
        asctime: '2025-07-06 10:30:00,250',
        name: 'framework.session_manager',
        levelname: 'ERROR',
        message: 'lost',
      },
      'framework-logs-error-2025.07.06',
      {
        '@timestamp': '2025-07-06T10:30:00.250Z',
        component: 'session_manager',
        level: 'ERROR',
        message: 'lost',
        name: undefined,
        asctime: undefined,
      },
    ],
    [
      'that names an event nobody knows',
      { ...documents.command, event: 'coffee_made' },
      'framework-logs-2025.07.06',
      { event: 'coffee_made', tags: ['_unknown_event'] },
    ],
    [
      'with fields that nobody knows',
      { ...documents.command, colour: 'red' },
      'framework-logs-2025.07.06',
      { colour: 'red', event: 'command_executed' },
    ],
    [
      'that hides an event of the audit among commands',
      { ...documents.command, event: 'configuration_changed', category: 'command' },
      'framework-audit-logs-2025.07',
      { category: 'audit' },
    ],
    [
      'of the security monitor, without a name',
      { timestamp: documents.error.timestamp, level: 'DEBUG', component: 'security_monitor', message: 'x' },
      'framework-security-logs-2025.07',
      { category: 'security' },
    ],
    [
      'whose time nobody can read',
      { ...documents.command, timestamp: 'yesterday' },
      'framework-logs-2025.07.06',
      {
        '@timestamp': '2025-07-06T12:00:00.000Z',
        timestamp: undefined,
        unparsed_timestamp: 'yesterday',
        tags: ['_unparsed_time'],
      },
    ],
    [
      'whose time has a zone',
      { ...documents.command, timestamp: '2025-07-06T01:30:00+02:00' },
      'framework-logs-2025.07.05',
      { '@timestamp': '2025-07-05T23:30:00.000Z' },
    ],
    [
      'without a time',
      { level: 'INFO', component: 'api' },
      'framework-logs-2025.07.06',
      { '@timestamp': '2025-07-06T12:00:00.000Z', tags: ['_no_time', '_unknown_event'] },
    ],
    [
      'whose level is a number',
      { ...documents.command, level: 30 },
      'framework-logs-2025.07.06',
      { level: 'INFO', unparsed_level: 30, tags: ['_unknown_level'] },
    ],
    [
      'whose level is in small letters',
      { ...documents.error, level: 'critical' },
      'framework-logs-error-2025.07.06',
      { level: 'FATAL' },
    ],
  ];
  for (const [what, document, index, has] of cases)
    test(what, () => {
      const stored = store(document);
      assert.equal(stored.index, index);
      assert.deepEqual(
        stored.problems.filter(({ effect }) => effect === 'refused'),
        [],
      );
      for (const [field, value] of Object.entries(has))
        assert.deepEqual((stored.document as Record<string, unknown>)[field], value, field);
    });
});

describe('what Elasticsearch would refuse becomes a dead letter, with its reason', () => {
  const refused: readonly (readonly [what: string, change: object, reason: RegExp])[] = [
    ['a number that is none', { duration_ms: 'long' }, /field \[duration_ms\] of type \[long\]/],
    [
      'a value where an object belongs',
      { github_integration: 'main' },
      /tried to parse field \[github_integration\]/,
    ],
    ['an object where a value belongs', { event: { action: 'x' } }, /field \[event\] of type \[keyword\]/],
  ];
  for (const [what, change, reason] of refused)
    test(what, () => {
      const { problems } = store({ ...documents.command, ...change });
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.effect, 'refused');
      assert.match(problems[0]?.reason ?? '', reason);
    });
});
