import { not, type RuleFile, rate, ratio, record, ruleGroup, sum, where } from '#lib';
import { githubOperations } from '../catalog/github.ts';

/*
 * GitHub. A call that was refused for its rate limit did not do its work, so it counts as failed.
 */

/** The share of calls that fail. */
export const failureRatio = record({
  record: 'environment:framework_github_failures:ratio_rate5m',
  help: 'Share of calls to GitHub that failed or were rate limited.',
  as: ratio(
    sum(rate(where(githubOperations, { outcome: not('success') }), '5m'), { by: ['environment'] }),
    sum(rate(githubOperations, '5m'), { by: ['environment'] }),
  ),
});

/** Rules of this subject. */
export const github: RuleFile = {
  name: 'github',
  groups: [ruleGroup({ name: 'github', interval: '30s', rules: [failureRatio] })],
};
