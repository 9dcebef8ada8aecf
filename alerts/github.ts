import {
  above,
  alert,
  and,
  atLeast,
  increase,
  not,
  percent,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  sum,
  where,
} from '#lib';
import { githubOperations } from '../catalog/github.ts';

/*
 * GitHub. A call that was refused for its rate limit did not do its work, so it counts as failed.
 */

const failed = where(githubOperations, { outcome: not('success') });

/** The share of calls that fail. */
export const failureRatio = record({
  record: 'environment:framework_github_failures:ratio_rate5m',
  help: 'Share of calls to GitHub that failed or were rate limited.',
  as: ratio(
    sum(rate(failed, '5m'), { by: ['environment'] }),
    sum(rate(githubOperations, '5m'), { by: ['environment'] }),
  ),
});

/** For the alert that waits five minutes. */
export const failureRatioOver2m = record({
  record: 'environment:framework_github_failures:ratio_rate2m',
  help: 'Share of calls to GitHub of the last two minutes that failed or were rate limited.',
  as: ratio(
    sum(rate(failed, '2m'), { by: ['environment'] }),
    sum(rate(githubOperations, '2m'), { by: ['environment'] }),
  ),
});

/** As good as no GitHub. */
export const integrationFailing = alert({
  alert: 'FrameworkGithubIntegrationFailing',
  when: and(
    above(failureRatioOver2m, percent(90)),
    atLeast(sum(increase(githubOperations, '5m'), { by: ['environment'] }), 5),
  ),
  for: '5m',
  severity: 'critical',
  summary: '{{ $value | humanizePercentage }} of calls to GitHub fail.',
  description: 'For 5 minutes, in {{ $labels.environment }}: issues and commits are not made.',
  shownBy: { dashboard: 'development-metrics', panel: 'calls-by-outcome' },
});

/** Rules of this subject. */
export const github: RuleFile = ruleFile({
  name: 'github',
  groups: [
    ruleGroup({
      name: 'github',
      interval: '30s',
      rules: [failureRatio, failureRatioOver2m, integrationFailing],
    }),
  ],
});
