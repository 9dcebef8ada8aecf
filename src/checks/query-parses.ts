import { misuse } from '../promql/signature.ts';
import type { Check, Finding } from './check.ts';

/** Raw text is PromQL that Prometheus accepts. The typed language writes nothing else, so its queries are not looked at. */
export const queryParses: Check = {
  id: 'query-parses',
  severity: 'error',
  *project({ queries }): Iterable<Finding> {
    const fix = 'correct the raw text, or say it with the typed language';
    for (const query of queries) {
      const { node, raws } = query.resolved;
      for (const { raw, parsed } of raws) {
        if (parsed.type !== 'problem') continue;
        const [from, to] = parsed.place;
        const base = query.base(raw);
        yield {
          query,
          message: `the query is not PromQL: ${parsed.message}`,
          fix,
          place: [from + base, to + base],
        };
      }
      const wrong = node && raws.length > 0 ? misuse(node) : undefined;
      if (wrong)
        yield { query, message: `Prometheus refuses the query: ${wrong.message}`, fix, at: wrong.node };
    }
  },
};
