import type { Matcher, Node } from '../model/node.ts';
import { refusedByRe2 } from '../promql/re2.ts';
import { variablesIn } from '../promql/variables.ts';
import type { Check, Finding } from './check.ts';

/** Every regular expression is one that RE2 reads, as far as that can be known here. */
export const expressionIsRe2: Check = {
  id: 'expression-is-re2',
  severity: 'error',
  nodes: {
    selector: (node) => (node.matchers.some(isExpression) ? inMatchers(node.matchers) : undefined),
    call: (node) => {
      const pattern = node.name === 'label_replace' ? node.args[4] : undefined;
      return pattern?.type === 'string' ? refused(pattern.value, pattern) : undefined;
    },
  },
};

const isExpression = ({ op }: Matcher): boolean => op === '=~' || op === '!~';

function* inMatchers(matchers: readonly Matcher[]): Iterable<Finding> {
  for (const matcher of matchers) if (isExpression(matcher)) yield* refused(matcher.value, matcher);
}

/** The same few expressions stand all over a project. */
const known = new Map<string, string | undefined>();

function refused(expression: string, at: Matcher | Node): Finding[] {
  if (!known.has(expression)) known.set(expression, refusedByRe2(expression));
  const why = known.get(expression);
  // What a variable will say is not known, nor what it stands inside of.
  if (why === undefined || variablesIn(expression).length > 0) return [];
  return [
    {
      at,
      message: `Prometheus refuses the regular expression ${expression}: ${why}`,
      fix: 'write it as RE2 reads it: without looking around or back, with all brackets closed',
    },
  ];
}
