import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, longestText, moment, optional } from '#lib';
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
  type Slip,
  sinkTo,
  slipText,
} from '../../../../services/instrumentation/index.ts';
import { createJudge } from '../../../../services/instrumentation/logs/judge.ts';
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
    assert.deepEqual(
      read().map(({ level }) => level),
      ['WARN'],
    );
  });
  test('has the nearest level where the event does not have the one that was asked for', async () => {
    const slips: Slip[] = [];
    const { log, documents: read, counted } = recorded({ onSlip: (slip) => slips.push(slip) });
    const asked = ['FATAL', 'error', 'DEBUG', 'warning', 'LOUD', 3, null];
    for (const level of asked) untyped(log.commandExecuted)({ ...command, level });
    assert.deepEqual(
      read().map(({ level }) => level),
      ['WARN', 'WARN', 'INFO', 'WARN', 'INFO', 'INFO', 'INFO'],
    );
    assert.deepEqual(await counted(), { mended: asked.length });
    assert.deepEqual(slips[0], {
      event: 'command_executed',
      outcome: 'mended',
      field: 'level',
      fault: 'level',
    });
  });
  test('takes the worse of two levels that are equally near', () => {
    const { log, documents: read } = recorded();
    untyped(log.errorRaised)({ ...error, level: 'WARN' });
    untyped(log.performanceDegraded)({ ...performance, level: 'FATAL' });
    assert.deepEqual(
      read().map(({ level }) => level),
      ['ERROR', 'ERROR'],
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
    ['half a millisecond is rounded', changed({ duration_ms: 12.7 }), 'mended', { duration_ms: 13 }],
    ['and below zero only to zero', changed({ duration_ms: -0.2 }), 'mended', { duration_ms: 0 }],
    ['a bigint is a number', changed({ duration_ms: 12n }), 'mended', { duration_ms: 12 }],
    ['so are its digits', changed({ duration_ms: ' 12.4 ' }), 'mended', { duration_ms: 12 }],
    [
      'a duration below zero is left out',
      changed({ duration_ms: -3 }),
      'mended',
      { duration_ms: undefined, command: '/task' },
    ],
    ['so is NaN', changed({ duration_ms: Number.NaN }), 'mended', { duration_ms: undefined }],
    [
      'and Infinity',
      changed({ duration_ms: Number.POSITIVE_INFINITY }),
      'mended',
      { duration_ms: undefined },
    ],
    ['and what no number holds', changed({ duration_ms: 2n ** 60n }), 'mended', { duration_ms: undefined }],
    ['and an empty text', changed({ duration_ms: '' }), 'mended', { duration_ms: undefined }],
    ['and hexadecimal digits', changed({ duration_ms: '0x10' }), 'mended', { duration_ms: undefined }],
    [
      'a required number is mended, too',
      changed({ module_delegations: [{ module: 'tdd.md', status: 'success', duration_ms: 89.6 }] }),
      'mended',
      { module_delegations: [{ module: 'tdd.md', status: 'success', duration_ms: 90 }] },
    ],
    [
      'a required number that is none is told by its path',
      changed({ module_delegations: [{ module: 'tdd.md', status: 'success', duration_ms: Number.NaN }] }),
      'refused',
      { refused_fields: ['module_delegations.duration_ms'] },
    ],
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
  test('is told by event and field, and never by value', () => {
    const slips: Slip[] = [];
    const { log } = recorded({ onSlip: (slip) => slips.push(slip) });
    untyped(log.commandExecuted)(
      changed({ duration_ms: 12.7, status: 'great', 'hunter2 is my password': 1, colour: 'red' }),
    );
    untyped(log.commandExecuted)(changed({ command: undefined, session_id: 5 }));
    assert.deepEqual(slips.map(slipText), [
      'log event command_executed: duration_ms is no whole number, and was rounded',
      'log event command_executed: status does not hold what its definition says; the line was written without it',
      'log event command_executed: (another) is no field of it, and was left out',
      'log event command_executed: colour is no field of it, and was left out',
      'log event command_executed: session_id does not hold what its definition says; the line was not written',
      'log event command_executed: command is missing; the line was not written',
    ]);
  });
  test('makes the process warn, once of each kind, where nobody else is told', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listen);
    try {
      const { log } = recorded();
      for (let at = 0; at < 200; at++)
        untyped(log.commandExecuted)(changed({ duration_ms: at + 0.5, [`field_${at}`]: 1 }));
      await sleep(20);
    } finally {
      process.off('warning', listen);
    }
    assert.equal(warnings.length, 100);
    assert.equal(
      warnings.filter(({ message }) => message.endsWith('duration_ms is no whole number, and was rounded'))
        .length,
      1,
    );
    assert.equal(warnings[0]?.name, 'LogWarning');
  });
  test('is mended though whoever hears of it throws', async () => {
    const { log, counted } = recorded({
      onSlip: () => {
        throw new Error('no ears');
      },
    });
    untyped(log.commandExecuted)(changed({ duration_ms: 12.7 }));
    assert.deepEqual(await counted(), { mended: 1 });
  });
  test('a text that is too long is cut, and leaves no half of a secret', async () => {
    const { log, documents: read, counted } = recorded();
    const password = `password="${'correct horse '.repeat(200)}"`;
    for (const before of [longestText - 2000, longestText - 20, longestText - 5, longestText])
      log.errorRaised({ ...error, error_message: `${'x'.repeat(before)} ${password}` });
    log.errorRaised({ ...error, error_message: 'y'.repeat(longestText) });
    log.errorRaised({ ...error, error_message: 'a@b.co '.repeat(longestText / 8) });
    for (const { error_message: text } of read().slice(0, 4)) {
      assert.ok(
        String(text).length <= longestText && String(text).endsWith(' [cut]'),
        String(text).slice(-40),
      );
      assert.ok(!String(text).includes('horse'));
    }
    assert.equal(read()[4]?.error_message, 'y'.repeat(longestText));
    assert.ok(String(read()[5]?.error_message).length <= longestText);
    assert.deepEqual(await counted(), { mended: 5, written: 1 });
  });
  test('a document cannot say for itself how it is written', () => {
    const { log, lines } = recorded();
    class Command {
      toJSON(): object {
        return { password: 'hunter2' };
      }
    }
    untyped(log.commandExecuted)(Object.assign(new Command(), command));
    untyped(log.commandExecuted)({ ...command, toJSON: () => 'password=hunter2' });
    untyped(log.commandExecuted)({
      ...command,
      quality_gates: [Object.assign(new Command(), { gate: 'x', status: 'passed' })],
    });
    assert.equal(lines.length, 3);
    for (const line of lines)
      assert.ok(line.includes('"command":"/task"') && !line.includes('hunter2'), line);
  });
  test('no character is cut in two', () => {
    const { log, documents: read } = recorded();
    for (const before of ['', 'x'])
      log.errorRaised({ ...error, error_message: before + '😀'.repeat(longestText) });
    for (const { error_message: text } of read()) assert.doesNotMatch(String(text), /\p{Cs}/u);
  });
  test('a moment may be a date', () => {
    const judge = createJudge({ at: moment('When.'), again: optional(moment('When else.')) }, (id) => id);
    const at = new Date('2025-07-06T10:30:00Z');
    assert.deepEqual(judge({ at, again: new Date(Number.NaN) }), {
      outcome: 'mended',
      document: { at: '2025-07-06T10:30:00.000Z' },
      faults: new Map([
        ['at', 'converted'],
        ['again', 'wrong'],
      ]),
    });
    assert.equal(judge({ at: new Date(8.64e15) }).outcome, 'refused');
    assert.equal(judge({ at: 1_751_797_800_000 }).outcome, 'refused');
  });
  test('a document that throws when it is read stops nobody', async () => {
    const { log, counted, documents: read } = recorded();
    untyped(log.errorRaised)({
      ...error,
      get error_type() {
        throw new Error('not today');
      },
    });
    untyped(log.errorRaised)({ ...error, error_message: { toString: null } });
    assert.deepEqual(await counted(), { refused: 2 });
    assert.deepEqual(
      read().map(({ refused_event, refused_fields }) => [refused_event, refused_fields]),
      [
        ['error_raised', ['error_type']],
        ['error_raised', ['error_message']],
      ],
    );
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

describe('what a user gave cannot cost a line', () => {
  const ids = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
  const spans: readonly (readonly [string, () => unknown, 'mended' | 'written', readonly unknown[]])[] = [
    [
      'a span that throws',
      () => {
        throw new Error('no context');
      },
      'mended',
      [undefined, undefined],
    ],
    [
      'ids of zeros, which say that there is no span',
      () => ({ traceId: '0'.repeat(32), spanId: '0'.repeat(16) }),
      'written',
      [undefined, undefined],
    ],
    ['a span without its trace', () => ({ ...ids, traceId: 'abc' }), 'mended', [undefined, undefined]],
    [
      'a trace of zeros with a span',
      () => ({ ...ids, traceId: '0'.repeat(32) }),
      'mended',
      [undefined, undefined],
    ],
    ['a span of zeros', () => ({ ...ids, spanId: '0'.repeat(16) }), 'mended', [ids.traceId, undefined]],
    [
      'a span that is no hexadecimal number',
      () => ({ ...ids, spanId: 'xyzxyzxyzxyzxyzx' }),
      'mended',
      [ids.traceId, undefined],
    ],
    [
      'a trace that breaks out of its quotes',
      () => ({ ...ids, traceId: '","level":"FATAL","x":"aaaaaaaaaa' }),
      'mended',
      [undefined, undefined],
    ],
    ['ids that are no texts', () => ({ traceId: 1, spanId: null }), 'mended', [undefined, undefined]],
    ['a span as it should be', () => ids, 'written', [ids.traceId, ids.spanId]],
  ];
  for (const [what, span, outcome, expected] of spans)
    test(what, async () => {
      const { log, documents: read, counted } = recorded({ span: span as never });
      log.errorRaised(error);
      const [line] = read();
      assert.equal(line?.error_type, 'ModuleNotFound');
      assert.deepEqual([line?.trace_id, line?.span_id], expected);
      assert.deepEqual(await counted(), { [outcome]: 1 });
    });
  test('a sink that throws, for its own line and for those of others', async () => {
    const lines: string[] = [];
    const broken: Sink = {
      write() {
        throw new Error('no room');
      },
      close: async () => {},
    };
    const good: Sink = { write: (line) => lines.push(line) > 0, close: async () => {} };
    const { log, counted } = recorded({ sinks: [{ sink: broken }, { sink: good }] });
    log.errorRaised(error);
    assert.equal(lines.length, 1);
    assert.deepEqual(await counted(), { dropped: 1 });
  });
  test('a clock that throws, or is none', () => {
    for (const now of [
      () => {
        throw new Error('no time');
      },
      () => Number.NaN,
    ]) {
      const { log, documents: read } = recorded({ now });
      log.errorRaised(error);
      assert.ok(Math.abs(Date.parse(String(read()[0]?.timestamp)) - Date.now()) < 60_000);
    }
  });
});

describe('createLogger says what is wrong with', () => {
  const sink: Sink = { write: () => true, close: async () => {} };
  const good = { sinks: [{ sink }], environment: 'test' };
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ['no events', { ...good }, /createLogger: events is no object/],
    [
      'an event that is not there yet',
      { ...good, events: { later: undefined } },
      /events\.later is undefined, and no log event/,
    ],
    [
      'something else',
      { ...good, events: { logLines } },
      /events\.logLines \(framework_log_lines_total\) is no log event/,
    ],
    [
      'an event without a name',
      { ...good, events: { x: { ...errorRaised, name: '' } } },
      /events\.x has no name/,
    ],
    [
      'an event without a level',
      { ...good, events: { x: { ...errorRaised, levels: [] } } },
      /events\.x \(error_raised\) has no level/,
    ],
    [
      'a level that is none',
      { ...good, events: { x: { ...errorRaised, levels: ['LOUD'] } } },
      /has the level LOUD/,
    ],
    [
      'a category that is none',
      { ...good, events: { x: { ...errorRaised, category: 'fun' } } },
      /has the category fun/,
    ],
    ['no fields', { ...good, events: { x: { ...errorRaised, fields: undefined } } }, /has no fields/],
    [
      'a field that is none',
      { ...good, events: { x: { ...errorRaised, fields: { ...errorRaised.fields, stack: undefined } } } },
      /events\.x \(error_raised\) has a field stack that is none/,
    ],
    [
      'a field within one',
      {
        ...good,
        events: {
          x: {
            ...errorRaised,
            fields: { at: { ...errorRaised.fields.level, kind: 'object', fields: { line: 1 } } },
          },
        },
      },
      /has a field at\.line that is none/,
    ],
    ['no sinks', { events, environment: 'test' }, /sinks is no list of sinks/],
    [
      'a sink that is none',
      { events, environment: 'test', sinks: [{ sink: {} }] },
      /sinks is no list of sinks/,
    ],
  ];
  for (const [what, options, sentence] of cases)
    test(what, () =>
      assert.throws(
        () => createLogger(options as never),
        (error) => error instanceof Failure && sentence.test(error.message) && error.detail.next !== '',
      ),
    );
});

describe('a disk', () => {
  test('that hangs costs lines, not time or memory', async () => {
    const disk = new Disk(() => {});
    const { log, counted } = recorded({ sinks: [{ sink: sinkTo(() => disk) }] });
    const long = { ...error, error_message: 'x'.repeat(30_000) };
    for (let at = 0; at < 600; at++) log.errorRaised(long);
    const { dropped = 0, written = 0 } = await counted();
    assert.equal(dropped + written, 600);
    assert.ok(dropped > 200 && written > 200, `${dropped} dropped, ${written} written`);
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
    // The first was taken, and is counted as lost afterwards.
    assert.equal((await counted()).dropped, 2);
    isFull = false;
    await sleep(1100);
    log.errorRaised(error);
    log.errorRaised(error);
    await sleep(20);
    // The one that was counted too soon is taken off what came later.
    assert.deepEqual(await counted(), { dropped: 2, written: 2 });
    assert.equal(disks.length, 2);
    assert.match(disks[1]?.written.join('') ?? '', /error_raised/);
  });
  test('that cannot be opened stops nobody', async () => {
    const { log, counted } = recorded({ sinks: [{ sink: logFile('/dev/null/log/application.log') }] });
    log.errorRaised(error);
    await sleep(50);
    log.errorRaised(error);
    assert.deepEqual(await counted(), { dropped: 2 });
  });
});
