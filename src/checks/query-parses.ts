import { parse } from '../promql/parse.ts';
import { misuse } from '../promql/signature.ts';
import type { Query } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';

const fix = 'correct the raw text, or say it with the typed language';

/** Raw text is PromQL that Prometheus accepts. The typed language writes nothing else, so its queries are not looked at. */
export const queryParses: Check = {
  id: 'query-parses',
  severity: 'error',
  *text(query): Iterable<Finding> {
    const { node, raws } = query.resolved;
    for (const { raw, parsed } of raws) {
      if (parsed.type !== 'problem') continue;
      const [from, to] = parsed.place;
      const base = query.base(raw);
      yield { message: `the query is not PromQL: ${parsed.message}`, fix, place: [from + base, to + base] };
    }
    if (node && query.vector.node.type !== 'raw') yield* inTheWhole(query);
    const wrong = node ? misuse(node) : undefined;
    if (wrong) yield { message: `Prometheus refuses the query: ${wrong.message}`, fix, at: wrong.node };
  },
};

/** Raw text that is fine by itself may change what stands around it. */
function* inTheWhole(query: Query): Iterable<Finding> {
  const whole = parse(query.text);
  if (whole.type === 'problem')
    yield {
      message: `the query around the raw text is not PromQL: ${whole.message}`,
      fix,
      place: whole.place,
    };
}
