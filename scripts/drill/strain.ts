import { type FaultName, faults as known } from '../../services/simulator/index.ts';
import type { PrometheusApi } from '../../src/providers/prometheus.ts';

/** What a machine could not keep up with: a drill that fails under such a strain says little about alerts. */
export interface Strain {
  /** `12 of 900 scrapes failed`. */
  readonly says: string;
  /** The way out. */
  readonly next: string;
}

/** Shares of all above which a machine is too busy: a rule over a minute of the world looks back at four scrapes and as many evaluations. */
const tolerated = { scrapes: 0.01, evaluations: 0.02 } as const;

/**
 * Looks at what Prometheus did in the last seconds: scrapes that failed though no fault silences their target, and evaluations of rules
 * that it left out because the ones before were not done. Nothing where it kept up.
 */
export async function strainOf(
  api: PrometheusApi,
  spec: { readonly seconds: number; readonly factor: number; readonly faults: readonly FaultName[] },
): Promise<Strain | undefined> {
  const window = `${Math.max(1, Math.ceil(spec.seconds))}s`;
  const silent = spec.faults.flatMap((fault) => {
    const { conditions } = known[fault];
    return 'silent' in conditions ? [...conditions.silent] : [];
  });
  const up = `up{job!~"${silent.join('|')}"}[${window}]`;
  const number = async (query: string): Promise<number> => (await api.query(query))[0]?.value ?? 0;
  const [scrapes, successful, evaluations, missed] = await Promise.all([
    number(`sum(count_over_time(${up}))`),
    number(`sum(sum_over_time(${up}))`),
    number(`sum(increase(prometheus_rule_group_iterations_total[${window}]))`),
    number(`sum(increase(prometheus_rule_group_iterations_missed_total[${window}]))`),
  ]);
  const failed = scrapes - successful;
  const told = [
    ...(failed > tolerated.scrapes * scrapes ? [`${failed} of ${scrapes} scrapes failed`] : []),
    ...(missed > tolerated.evaluations * evaluations
      ? [`${Math.round(missed)} of ${Math.round(evaluations)} evaluations were left out`]
      : []),
  ];
  if (told.length === 0) return undefined;
  const slower = Math.max(1, Math.round(spec.factor / 3));
  return {
    says: `this machine is too busy at factor ${spec.factor}: ${told.join(', ')}`,
    next: `--factor ${slower}, or when it has less to do`,
  };
}
