import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { documentSchema, type LogField, type LogFields } from '#lib';
import { logEvents } from '../../../../catalog/index.ts';
import { createJudge } from '../../../../services/instrumentation/logs/judge.ts';

/** Values that may be right for some field, and hardly for another. */
const anything = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, [], {}, '', '2025-07-06T10:30:00Z', 'x'.repeat(1025), 2 ** 60, Number.NaN),
  fc.constantFrom(12.7, -5, -0.1, 10n, '12', new Date(0), 'a@b.co '.repeat(5000)),
  fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
);

function heldBy(field: LogField): fc.Arbitrary<unknown> {
  const one =
    field.kind === 'object'
      ? documentOf(field.fields as LogFields)
      : fc.oneof(
          {
            weight: 12,
            arbitrary: fc.constantFrom(
              ...(field.values.length > 0 ? field.values : [field.isList ? 'x' : field.sample]),
            ),
          },
          { weight: 1, arbitrary: anything },
        );
  return field.isList
    ? fc.oneof({ weight: 12, arbitrary: fc.array(one, { maxLength: 3 }) }, { weight: 1, arbitrary: anything })
    : one;
}

const documentOf = (fields: LogFields): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, heldBy(field)])), {
        requiredKeys: Object.keys(fields).filter((name) => !fields[name]?.isOptional),
      }),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.constant({ unknown: 1 }) },
      ),
    )
    .map(([document, more]) => ({ ...document, ...more }));

describe('a judge accepts what the zod schema accepts, and nothing else', () => {
  for (const event of logEvents)
    test(event.name, () => {
      const judge = createJudge(event.fields, (id) => id);
      const schema = documentSchema(event.fields);
      let [accepted, mended] = [0, 0];
      fc.assert(
        fc.property(documentOf(event.fields), (document) => {
          const { outcome } = judge(document);
          const isAccepted = schema.safeParse(document).success;
          assert.equal(outcome === 'accepted', isAccepted);
          if (isAccepted) accepted++;
          if (outcome === 'mended') mended++;
        }),
        { numRuns: 600, seed: 7 },
      );
      // A property that never sees one side of it says nothing.
      assert.ok(accepted > 20 && mended > 20, `${accepted} accepted, ${mended} mended`);
    });
  test('what it mends is accepted afterwards', () => {
    for (const event of logEvents) {
      const judge = createJudge(event.fields, (id) => id);
      fc.assert(
        fc.property(documentOf(event.fields), (document) => {
          const judged = judge(document);
          if (judged.outcome !== 'refused')
            assert.ok(documentSchema(event.fields).safeParse(judged.document).success);
        }),
        { numRuns: 300, seed: 3 },
      );
    }
  });
  test('it changes nothing that it is given', () => {
    for (const event of logEvents) {
      const judge = createJudge(event.fields, () => 'somebody');
      fc.assert(
        fc.property(documentOf(event.fields), (document) => {
          const before = structuredClone(document);
          judge(document);
          assert.deepEqual(document, before);
        }),
        { numRuns: 50, seed: 5 },
      );
    }
  });
});
