import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseKql } from '../../src/kql/parse.ts';
import { printKql } from '../../src/kql/print.ts';
import type { KqlNode } from '../../src/model/kql.ts';

const is = (field: string, value: boolean | number | string): KqlNode => ({ type: 'is', field, value });

describe('a tree is printed as Kibana writes it', () => {
  const cases: Readonly<Record<string, KqlNode>> = {
    'level: "ERROR"': is('level', 'ERROR'),
    'duration_ms: 500': is('duration_ms', 500),
    'ok: true': is('ok', true),
    'status: ("failure" or "timeout")': {
      type: 'any',
      of: [is('status', 'failure'), is('status', 'timeout')],
    },
    'level: "ERROR" or status: "failure"': {
      type: 'any',
      of: [is('level', 'ERROR'), is('status', 'failure')],
    },
    'level: "ERROR" and duration_ms > 500 and not trace_id: *': {
      type: 'all',
      of: [
        is('level', 'ERROR'),
        { type: 'compares', field: 'duration_ms', op: '>', value: 500 },
        { type: 'not', of: { type: 'exists', field: 'trace_id' } },
      ],
    },
    'not (a: 1 and b: 2)': { type: 'not', of: { type: 'all', of: [is('a', 1), is('b', 2)] } },
    'not a: (1 or 2)': { type: 'not', of: { type: 'any', of: [is('a', 1), is('a', 2)] } },
    'c: 3 and (a: 1 or b: 2)': {
      type: 'all',
      of: [is('c', 3), { type: 'any', of: [is('a', 1), is('b', 2)] }],
    },
    'message: time\\:*': { type: 'matches', field: 'message', pattern: 'time:*' },
    'message: \\or*': { type: 'matches', field: 'message', pattern: 'or*' },
    'message: "say \\"no\\" \\\\ twice"': is('message', 'say "no" \\ twice'),
    'a: 1 and (x: 1 or y: 2)': { type: 'all', of: [is('a', 1), { type: 'raw', text: ' x: 1 or y: 2 ' }] },
  };
  for (const [text, node] of Object.entries(cases)) test(text, () => assert.equal(printKql(node), text));
});

describe('what people write is read', () => {
  const cases: Readonly<Record<string, KqlNode>> = {
    'level:ERROR AND NOT component:(api or auth)': {
      type: 'all',
      of: [
        is('level', 'ERROR'),
        { type: 'not', of: { type: 'any', of: [is('component', 'api'), is('component', 'auth')] } },
      ],
    },
    'a:(not "b" and "c")': { type: 'all', of: [{ type: 'not', of: is('a', 'b') }, is('a', 'c')] },
    'order: android': is('order', 'android'),
    'message: connection reset': is('message', 'connection reset'),
    'command: a\\:b\\u0041': is('command', 'a:bA'),
    ' duration_ms >= 5 ': { type: 'compares', field: 'duration_ms', op: '>=', value: 5 },
  };
  for (const [text, node] of Object.entries(cases))
    test(text, () => assert.deepEqual(parseKql(text), { node }));
});

describe('what cannot be read is refused with a sentence', () => {
  const cases: Readonly<Record<string, string>> = {
    'level: "ERROR': 'the text in quotes does not end',
    'level: ': 'a value is missing before the end',
    '(level: "ERROR"': ') is expected before the end',
    'level: "ERROR")': ') is not expected here',
    timeout: 'timeout stands alone: ask a field, such as message: timeout',
    'command: \\/task':
      'a backslash stands before what needs none: leave it out, or write the value in quotes',
    'a > true': '> compares numbers and dates, and this is yes or no',
    '': 'a value is missing before the end',
  };
  for (const [text, message] of Object.entries(cases))
    test(`${text} · ${message}`, () => {
      const parsed = parseKql(text);
      assert.equal('message' in parsed && parsed.message, message);
    });
});
