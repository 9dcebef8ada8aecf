import { parse } from 'yaml';
import { z } from 'zod';
import { secondsOf } from '../model/duration.ts';
import { Failure } from '../model/failure.ts';
import type { WrittenRule } from '../model/written-rule.ts';

const duration = z.string().refine((text) => text === '0s' || secondsOf(text) > 0, 'is no duration');
const labels = z.record(z.string(), z.string()).optional();
const ruleFile = z.object({
  groups: z.array(
    z.object({
      interval: duration.optional(),
      rules: z.array(
        z.union([
          z.object({ record: z.string(), expr: z.string(), labels }),
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels,
            for: duration.optional(),
            keep_firing_for: duration.optional(),
          }),
        ]),
      ),
    }),
  ),
});

const seconds = (text: string | undefined): number => (text && text !== '0s' ? secondsOf(text) : 0);

/** The rules in the text of a rule file of Prometheus. `where` names it, should it be something else. */
export function readRules(text: string, where: string, evaluation = '1m'): readonly WrittenRule[] {
  const read = ruleFile.safeParse(yamlOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Failure(`${where} is no rule file`, {
      why: `${issue?.path.join('.')}: ${issue?.message}`,
      next: 'promtool check rules on that file says more; or name another revision',
    });
  }
  return read.data.groups.flatMap(({ interval, rules }) =>
    rules.map((rule): WrittenRule => {
      const common = {
        expr: rule.expr,
        labels: rule.labels ?? {},
        interval: secondsOf(interval ?? evaluation),
      };
      return 'record' in rule
        ? { type: 'record', name: rule.record, ...common, for: 0, keepFiringFor: 0 }
        : {
            type: 'alert',
            name: rule.alert,
            ...common,
            for: seconds(rule.for),
            keepFiringFor: seconds(rule.keep_firing_for),
          };
    }),
  );
}

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    return (error as Error).message;
  }
}
