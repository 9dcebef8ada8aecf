import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { logstash } from '../../platform/logstash.ts';
import { pipelineText } from '../../src/compile/logstash.ts';
import { parsePipeline } from '../../src/logstash/parse.ts';
import { printPipeline } from '../../src/logstash/print.ts';
import { step } from '../../src/logstash/write.ts';
import type { Condition, Operand, PipelineTree, Statement, Value } from '../../src/model/logstash.ts';

/** As it is read back: without comments. */
function bare(tree: PipelineTree): PipelineTree {
  const body = (statements: readonly Statement[]): readonly Statement[] =>
    statements
      .filter(({ type }) => type !== 'comment')
      .map((one) =>
        one.type === 'branch'
          ? {
              ...one,
              cases: one.cases.map((one) => ({ ...one, body: body(one.body) })),
              ...(one.otherwise && { otherwise: body(one.otherwise) }),
            }
          : one,
      );
  return tree.map((section) => ({ ...section, body: body(section.body) }));
}

describe('what is printed is read as what it was', () => {
  for (const pipeline of logstash.pipelines)
    test(pipeline.id, () => assert.deepEqual(parsePipeline(pipelineText(pipeline)), bare(pipeline.tree)));

  const name = fc.stringMatching(/^[a-z_][a-z0-9_]{1,8}$/);
  const text = fc
    .oneof(fc.string(), fc.stringMatching(/^[\w\\"/ {}%#[\]]*$/))
    .filter(
      (one) =>
        !one.endsWith('\\') &&
        !(one.includes('"') && one.includes("'")) &&
        !one.includes('\\"') &&
        !one.includes("\\'"),
    );
  const string = text.map((one): Value => ({ type: 'string', text: one }));
  const number = fc
    .oneof(
      fc.integer(),
      fc.integer().map((one) => one / 4),
    )
    .map((one): Value => ({ type: 'number', number: one || 0 }));
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      string,
      number,
      name.map((one): Value => ({ type: 'word', text: one })),
      fc.array(tie('value'), { maxLength: 4 }).map((items): Value => ({ type: 'array', items })),
      fc
        .array(fc.tuple(string, tie('value')), { maxLength: 3 })
        .map((entries): Value => ({ type: 'hash', entries })),
      fc
        .tuple(name, fc.array(fc.record({ name, value: tie('value') }), { maxLength: 2 }))
        .map(([plugin, attributes]): Value => ({ type: 'plugin', name: plugin, attributes })),
    ),
  }));
  const field = fc
    .array(name, { minLength: 1, maxLength: 3 })
    .map(
      (parts): Extract<Operand, { type: 'field' }> => ({ type: 'field', selector: `[${parts.join('][')}]` }),
    );
  const operand = fc.oneof(field, string as fc.Arbitrary<Operand>, number as fc.Arbitrary<Operand>);
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      field,
      fc.record({
        type: fc.constant('compare' as const),
        operator: fc.constantFrom('==', '!=', '<', '>', '<=', '>=' as const),
        left: operand,
        right: operand,
      }),
      fc.record({ type: fc.constant('in' as const), isNegated: fc.boolean(), left: operand, right: field }),
      fc.record({
        type: fc.constant('match' as const),
        operator: fc.constantFrom('=~', '!~' as const),
        left: field,
        pattern: fc.stringMatching(/^[a-z/.*^$]*$/),
      }),
      tie('condition').map((of): Condition => ({ type: 'not', of })),
      fc.record({
        type: fc.constant('join' as const),
        connective: fc.constantFrom('and', 'or', 'xor', 'nand' as const),
        left: tie('condition'),
        right: tie('condition'),
      }),
    ),
  }));

  test('any plugin', () => {
    fc.assert(
      fc.property(name, fc.array(fc.record({ name, value }), { maxLength: 4 }), (plugin, attributes) => {
        const tree: PipelineTree = [{ kind: 'filter', body: [{ type: 'plugin', name: plugin, attributes }] }];
        assert.deepEqual(parsePipeline(printPipeline(tree)), structuredClone(tree));
      }),
    );
  });
  test('any condition', () => {
    fc.assert(
      fc.property(condition, (when) => {
        const tree: PipelineTree = [
          { kind: 'filter', body: [{ type: 'branch', cases: [{ when, body: [] }] }] },
        ];
        assert.deepEqual(parsePipeline(printPipeline(tree)), structuredClone(tree));
      }),
    );
  });
});

describe('what the language cannot say is refused', () => {
  for (const [what, text, says] of [
    ['both kinds of quotes', `"'`, /both kinds of quotes/],
    ['a backslash at the end', 'a\\', /keeps the string open/],
  ] as const)
    test(what, () => {
      const tree: PipelineTree = [{ kind: 'filter', body: [step('mutate', { add_tag: [text] })] }];
      assert.throws(
        () => printPipeline(tree),
        (failure: { readonly detail: { readonly why: string } }) => says.test(failure.detail.why),
      );
    });
});
