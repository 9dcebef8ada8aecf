import { misuse } from '../promql/signature.ts';
import type { Check, Finding } from './check.ts';

/** Raw text is PromQL that Prometheus accepts. The typed language writes nothing else, so its queries are not looked at. */
export const queryParses: Check = {
  id: 'query-parses',
  severity: 'error',
  *text(query): Iterable<Finding> {
    const { node, raws } = query.resolved;
    const fix = 'correct the raw text, or say it with the typed language';
    for (const { raw, parsed } of raws) {
      if (parsed.type !== 'problem') continue;
      const [from, to] = parsed.place;
      const base = query.base(raw);
      yield { message: `the query is not PromQL: ${parsed.message}`, fix, place: [from + base, to + base] };
    }
    const wrong = node ? misuse(node) : undefined;
    if (wrong) yield { message: `Prometheus refuses the query: ${wrong.message}`, fix, at: wrong.node };
  },
};
