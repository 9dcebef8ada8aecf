import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatFields, keyword, logEvents, long, mergedFields, oneOf, optional } from '#lib';
import { errorRaised, performanceDegraded } from '../../catalog/availability.ts';
import { commandExecuted } from '../../catalog/commands.ts';
import { logEvents as all, eventSubjects } from '../../catalog/index.ts';
import { documents } from './documents.ts';

const problemsOf = (event: (typeof all)[number], document: unknown): readonly string[] => {
  const judged = event.schema.safeParse(document);
  return judged.success
    ? []
    : judged.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('the example documents of the specification validate as they stand', () => {
  for (const [name, event, document] of [
    ['command execution', commandExecuted, documents.command],
    ['error and exception', errorRaised, documents.error],
    ['performance and quality', performanceDegraded, documents.performance],
  ] as const) {
    test(name, () => assert.deepEqual(problemsOf(event, document), []));
    test(`${name} is no other event`, () => {
      const others = all.filter((other) => other !== event && problemsOf(other, document).length === 0);
      assert.deepEqual(
        others.map((other) => other.name),
        [],
      );
    });
    test(`${name} is known by one field of its own`, () => {
      assert.ok(event.knownBy && event.knownBy in document);
      const [other] = all.filter(
        ({ knownBy, name }) => knownBy && name !== event.name && knownBy in document,
      );
      assert.equal(other?.name, undefined);
    });
  }
});

describe('every event', () => {
  for (const event of all) {
    test(`${event.name} has a sample that it accepts`, () =>
      assert.deepEqual(problemsOf(event, event.sample), []));
    test(`${event.name} is named as events are`, () =>
      assert.match(event.name, /^[a-z]+(_[a-z]+)+(ed|acted)$/));
    test(`${event.name} refuses what it does not know, with the path`, () => {
      const [problem = '', ...more] = problemsOf(event, { ...event.sample, colour: 'red' });
      assert.match(problem, /colour/);
      assert.deepEqual(more, []);
    });
    test(`${event.name} explains each of its fields`, () => {
      for (const [path, { help }] of flatFields(event.fields)) assert.match(help, /^[A-Z].*\.$/s, path);
    });
  }
  test('has a name of its own', () => {
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  });
  test('can be stored beside every other', () => {
    assert.ok(Object.keys(mergedFields(all)).length > 40);
  });
  test('is in a category that some subject has', () => {
    const categories = new Set(
      Object.values(eventSubjects)
        .flat()
        .map(({ category }) => category),
    );
    assert.deepEqual([...categories].sort(), ['audit', 'command', 'error', 'performance', 'security']);
  });
});

describe('a schema refuses', () => {
  const refused: readonly (readonly [string, object, RegExp])[] = [
    ['a number that is text', { duration_ms: '1840' }, /^duration_ms: .*number/],
    ['a value outside a closed set', { status: 'great' }, /^status: .*"success"/],
    ['half a millisecond', { duration_ms: 1.5 }, /^duration_ms: .*int/],
    ['a time without a zone', { timestamp: '2025-07-06T10:30:00' }, /^timestamp: /],
    ['an unknown field inside a list', { quality_gates: [{ gate: 'x', status: 'passed', by: 'me' }] }, /by/],
    ['a name that is too long to be indexed', { command: 'x'.repeat(1025) }, /^command: .*1024/],
  ];
  for (const [what, change, expected] of refused)
    test(what, () => {
      const problems = problemsOf(commandExecuted, { ...documents.command, ...change });
      assert.equal(problems.length, 1, problems.join('; '));
      assert.match(problems[0] ?? '', expected);
    });
});

describe('a definition refuses', () => {
  const event = logEvents({ level: keyword(oneOf('INFO'), 'How bad.') });
  test('a field that every event has already', () => {
    assert.throws(
      () =>
        event({
          name: 'thing_happened',
          help: 'x',
          category: 'command',
          levels: ['INFO'],
          fields: { level: keyword(oneOf('INFO'), 'How bad.') },
        }),
      /every event has the field level already/,
    );
  });
  test('two events that store one field in two ways', () => {
    const of = (name: string, field: ReturnType<typeof long> | ReturnType<typeof keyword>) =>
      event({
        name,
        help: 'x',
        category: 'command',
        levels: ['INFO'],
        fields: { size: optional(field as never) },
      });
    assert.throws(
      () =>
        mergedFields([
          of('one_happened', long('bytes', 'Size.', { example: 1 })),
          of('other_happened', keyword(oneOf('small'), 'Size.')),
        ]),
      /field size is a keyword in other_happened and a long in one_happened/,
    );
  });
});
