import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorRaised, performanceDegraded } from '../../../../catalog/availability.ts';
import { commandExecuted } from '../../../../catalog/commands.ts';
import { logLines } from '../../../../catalog/monitoring.ts';
import { authenticationFailed, configurationChanged } from '../../../../catalog/security.ts';
import {
  createLogger,
  createMetrics,
  type LoggerOptions,
  logFile,
  pseudonym,
  type Sink,
  sinkTo,
} from '../../../../services/instrumentation/index.ts';
import { documents } from '../../../catalog/documents.ts';

const events = {
  authenticationFailed,
  commandExecuted,
  configurationChanged,
  errorRaised,
  performanceDegraded,
};
const now = (): number => Date.parse('2025-07-06T10:30:00Z');
const { timestamp: _1, level: _2, ...command } = documents.command;
const { timestamp: _3, level: _4, ...error } = documents.error;
const { timestamp: _5, level: _6, ...performance } = documents.performance;

/** A logger whose lines are read back. */
function recorded(options: Partial<LoggerOptions<typeof events>> = {}) {
  const lines: string[] = [];
  const sink: Sink = { write: (line) => lines.push(line) > 0, close: async () => {} };
  const metrics = createMetrics({ metrics: [logLines], labels: { environment: 'test' } });
  const log = createLogger({
    events,
    sinks: [{ sink }],
    environment: 'production',
    userKey: 'key',
    now,
    metrics,
    ...options,
  });
  return {
    log,
    lines,
    documents: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    async counted(): Promise<Readonly<Record<string, number>>> {
      // Lines are counted when the process has nothing else to do.
      await sleep(5);
      const families = await metrics.families();
      const { samples = [] } = families.find(({ name }) => name === logLines.name) ?? {};
      return Object.fromEntries(
        samples
          .filter(({ value }) => value > 0)
          .map(({ series, value }) => [/outcome="(\w+)"/.exec(series)?.[1] ?? series, value]),
      );
    },
  };
}

/** Code of a user who did not listen to the compiler. */
const untyped = (write: unknown): ((document: unknown) => void) => write as (document: unknown) => void;

describe('a line', () => {
  for (const [event, document, write] of [
    [commandExecuted, documents.command, (log) => log.commandExecuted(command)],
    [errorRaised, documents.error, (log) => log.errorRaised(error)],
    [performanceDegraded, documents.performance, (log) => log.performanceDegraded(performance)],
  ] as readonly (readonly [
    typeof commandExecuted,
    object,
    (log: ReturnType<typeof recorded>['log']) => void,
  ])[])
    test(`of ${event.name} holds the example of the specification, and is a document of the event`, () => {
      const { log, documents: read } = recorded();
      write(log);
      const [line] = read();
      assert.ok(line);
      const { user_id: _, timestamp: __, ...asked } = document as Record<string, unknown>;
      for (const [name, value] of Object.entries(asked)) assert.deepEqual(line[name], value, name);
      assert.deepEqual(event.schema.safeParse(line), { success: true, data: line });
      assert.equal(line.event, event.name);
      assert.equal(line.category, event.category);
      assert.equal(line.timestamp, '2025-07-06T10:30:00.000Z');
    });
  test('names users as metrics do', () => {
    const { log, documents: read } = recorded();
    log.commandExecuted(command);
    assert.equal(read()[0]?.user_id, pseudonym('enterprise_user_123', 'key'));
  });
  test('tells which modules and gates failed', () => {
    const { log, documents: read } = recorded();
    log.commandExecuted({
      ...command,
      module_delegations: [
        { module: 'tdd.md', status: 'failure', duration_ms: 9 },
        { module: 'code-quality.md', status: 'success', duration_ms: 4 },
      ],
      quality_gates: [{ gate: 'security_review', status: 'error' }],
    });
    assert.deepEqual(read()[0]?.failed_modules, ['tdd.md']);
    assert.deepEqual(read()[0]?.failed_gates, ['security_review']);
  });
  test('belongs to the span that is open, if there is one', () => {
    let open: { traceId: string; spanId: string } | undefined;
    const { log, documents: read } = recorded({ span: () => open });
    log.errorRaised(error);
    open = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
    log.errorRaised(error);
    assert.deepEqual(
      read().map(({ trace_id, span_id }) => [trace_id, span_id]),
      [
        [undefined, undefined],
        ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'],
      ],
    );
  });
  test('has the level that was asked for, if the event has it', () => {
    const { log, documents: read } = recorded();
    log.commandExecuted({ ...command, level: 'WARN' });
    untyped(log.commandExecuted)({ ...command, level: 'FATAL' });
    assert.deepEqual(
      read().map(({ level }) => level),
      ['WARN', 'INFO'],
    );
  });
});

describe('levels', () => {
  test('performance is written from DEBUG on, the rest from INFO on', () => {
    const { log, documents: read } = recorded({ levels: { command: 'WARN' } });
    log.performanceDegraded({ ...performance, level: 'DEBUG' });
    log.commandExecuted(command);
    log.errorRaised(error);
    assert.deepEqual(
      read().map(({ event }) => event),
      ['performance_degraded', 'error_raised'],
    );
  });
  test('a sink gets what is bad enough for it', () => {
    const console: string[] = [];
    const all: string[] = [];
    const into = (list: string[]): Sink => ({ write: (line) => list.push(line) > 0, close: async () => {} });
    const { log } = recorded({ sinks: [{ sink: into(console), level: 'INFO' }, { sink: into(all) }] });
    log.performanceDegraded({ ...performance, level: 'DEBUG' });
    log.errorRaised(error);
    assert.deepEqual([console.length, all.length], [1, 2]);
  });
});

describe('what breaks its definition', () => {
  const changed = (change: object): object => ({ ...command, ...change });
  const cases: readonly (readonly [string, object, 'mended' | 'refused', object])[] = [
    [
      'an unknown field is left out',
      changed({ colour: 'red' }),
      'mended',
      { command: '/task', colour: undefined },
    ],
    [
      'a wrong optional field is left out',
      changed({ status: 'great' }),
      'mended',
      { command: '/task', status: undefined },
    ],
    [
      'an unknown field inside a list is left out',
      changed({ quality_gates: [{ gate: 'x', status: 'passed', by: 'me' }] }),
      'mended',
      { quality_gates: [{ gate: 'x', status: 'passed' }] },
    ],
    ['half a millisecond is left out', changed({ duration_ms: 1.5 }), 'mended', { duration_ms: undefined }],
    [
      "a field of the logger is the logger's",
      changed({ timestamp: 'yesterday' }),
      'mended',
      { timestamp: '2025-07-06T10:30:00.000Z' },
    ],
    [
      'a missing field is told by its name',
      changed({ command: undefined }),
      'refused',
      {
        event: 'log_event_refused',
        refused_event: 'command_executed',
        refused_fields: ['command'],
        component: 'command_router',
      },
    ],
    [
      'a wrong field that must be right is told by its name, and not with its value',
      changed({ command: 12345678, module_delegations: 'none' }),
      'refused',
      { refused_fields: ['command', 'module_delegations'] },
    ],
    [
      'a component that nobody knows',
      changed({ component: 'me' }),
      'refused',
      { component: 'overall', refused_fields: ['component'] },
    ],
    ['no document at all', null as never, 'refused', { event: 'log_event_refused' }],
  ];
  for (const [name, document, outcome, expected] of cases)
    test(name, async () => {
      const { log, documents: read, lines, counted } = recorded();
      untyped(log.commandExecuted)(document);
      const [line = {}] = read();
      for (const [field, value] of Object.entries(expected)) assert.deepEqual(line[field], value, field);
      assert.deepEqual(await counted(), { [outcome]: 1 });
      assert.ok(!lines.join().includes('12345678'));
    });
  test('a document that throws when it is read stops nobody', async () => {
    const { log, counted } = recorded();
    untyped(log.errorRaised)({
      ...error,
      get error_type() {
        throw new Error('not today');
      },
    });
    untyped(log.errorRaised)({ ...error, error_message: { toString: null } });
    assert.deepEqual(await counted(), { refused: 2 });
  });
});

describe('what must not be in a log', () => {
  const secrets: readonly (readonly [string, string, string])[] = [
    [
      'a GitHub token',
      'push with ghp_abcdefghijklmnopqrstuvwxyz0123456789 failed',
      'push with [secret] failed',
    ],
    ['a header', 'sent Authorization: Bearer abc.def-ghi_jkl', 'sent Authorization: Bearer [secret]'],
    [
      'a password in an address',
      'cannot reach https://me:hunter22@db.example/x',
      'cannot reach https://me:[secret]@db.example/x',
    ],
    [
      'a named secret',
      'called with password=hunter2222 and retry=3',
      'called with password=[secret] and retry=3',
    ],
    ['a web token', `jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc ends`, 'jwt [secret] ends'],
    [
      'a key of a model provider',
      `x-api-key ${['sk', 'ant', 'a1b2c3d4'.repeat(4)].join('-')} used`,
      'x-api-key [secret] used',
    ],
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE is no longer valid', '[secret] is no longer valid'],
    ['an address of a person', 'mail to jane.doe@example.com bounced', 'mail to [address] bounced'],
    [
      'nothing',
      'module tokenizer.md: password policy is fine',
      'module tokenizer.md: password policy is fine',
    ],
  ];
  for (const [name, told, written] of secrets)
    test(name, () => {
      const { log, documents: read } = recorded();
      log.errorRaised({ ...error, error_message: told, stack_trace: told });
      assert.equal(read()[0]?.error_message, written);
      assert.equal(read()[0]?.stack_trace, written);
    });
  test('a private key, over several lines', () => {
    const { log, lines } = recorded();
    log.errorRaised({
      ...error,
      stack_trace:
        'at x\n-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc=\n-----END RSA PRIVATE KEY-----\nat y',
    });
    assert.match(lines[0] ?? '', /at x\\n\[secret\]\\nat y/);
  });
  test('an address stays where it says who did it, a secret does not', () => {
    const { log, documents: read } = recorded();
    log.configurationChanged({
      component: 'config',
      actor: 'ops@example.com',
      approved_by: 'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
      config_name: 'permissions',
      change: 'ops@example.com may deploy',
    });
    const [line] = read();
    assert.deepEqual(
      [line?.actor, line?.approved_by, line?.change],
      ['ops@example.com', '[secret]', '[address] may deploy'],
    );
  });
});

/** A stream that is as slow, or as broken, as the test says. */
class Disk extends Writable {
  readonly written: string[] = [];
  constructor(private readonly take: (text: string, done: (error?: Error) => void) => void) {
    super({ decodeStrings: false });
  }
  override _write(chunk: string | Buffer, _: string, done: (error?: Error) => void): void {
    this.take(String(chunk), (error) => {
      if (!error) this.written.push(String(chunk));
      done(error);
    });
  }
}

describe('a disk', () => {
  test('that hangs costs lines, not time or memory', async () => {
    const disk = new Disk(() => {});
    const { log, counted } = recorded({ sinks: [{ sink: sinkTo(() => disk) }] });
    const long = { ...error, error_message: 'x'.repeat(100_000) };
    for (let at = 0; at < 300; at++) log.errorRaised(long);
    const { dropped = 0, written = 0 } = await counted();
    assert.equal(dropped + written, 300);
    assert.ok(dropped > 200 && written > 50, `${dropped} dropped, ${written} written`);
    disk.destroy();
  });
  test('that is full is tried again, and what came meanwhile is counted', async () => {
    let isFull = true;
    const disks: Disk[] = [];
    const open = (): Disk => {
      const disk = new Disk((_, done) => done(isFull ? new Error('ENOSPC') : undefined));
      disks.push(disk);
      return disk;
    };
    const { log, counted } = recorded({ sinks: [{ sink: sinkTo(open) }] });
    log.errorRaised(error);
    await sleep(20);
    log.errorRaised(error);
    assert.equal((await counted()).dropped, 1);
    isFull = false;
    await sleep(1100);
    log.errorRaised(error);
    await sleep(20);
    assert.equal(disks.length, 2);
    assert.match(disks[1]?.written.join('') ?? '', /error_raised/);
  });
  test('that cannot be opened stops nobody', async () => {
    const { log, counted } = recorded({ sinks: [{ sink: logFile('/dev/null/log/application.log') }] });
    log.errorRaised(error);
    await sleep(50);
    log.errorRaised(error);
    assert.equal((await counted()).dropped, 1);
  });
});

test('a file is rotated by size, and the oldest goes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-log-'));
  try {
    const sink = logFile(join(folder, 'application.log'), { maxBytes: 20_000, files: 5 });
    const { log } = recorded({ sinks: [{ sink }] });
    for (let at = 0; at < 600; at++) {
      log.errorRaised({ ...error, error_message: `error ${at}` });
      if (at % 20 === 0) await sleep(1);
    }
    await sink.close();
    const files = readdirSync(folder).sort();
    assert.deepEqual(files, ['application.log', ...[1, 2, 3, 4, 5].map((at) => `application.log.${at}`)]);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      assert.ok(statSync(join(folder, file)).size < 50_000, file);
      for (const line of text.split('\n').slice(0, -1)) assert.equal(typeof JSON.parse(line).event, 'string');
    }
    const last =
      readFileSync(join(folder, 'application.log'), 'utf8') +
      readFileSync(join(folder, 'application.log.1'), 'utf8');
    assert.match(last, /error 599/);
    assert.equal(statSync(join(folder, 'application.log')).mode & 0o007, 0, 'strangers cannot read it');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
