import { type AlertRule, feed, fires, hold, quiet, type Scenario, scenario } from '#lib';
import { insightsReady } from '../../catalog/capacity.ts';
import { here } from './here.ts';

/** What alerts on findings of the batch analyser must do: wait an hour, and speak of their own findings only. */
export function insightScenarios(
  alert: AlertRule<{ readonly environment: string }>,
  type: 'module_usage' | 'performance' | 'resource_optimization',
  about: string,
): readonly Scenario[] {
  const [other = type] = (['module_usage', 'performance'] as const).filter((one) => one !== type);
  return [
    scenario(`findings about ${about} that nobody reads for an hour are told of`, {
      every: '5m',
      given: [feed(insightsReady, { ...here, insight_type: type }, hold(0, '1h'), hold(2))],
      expect: [
        fires(alert, '2h', {
          labels: here,
          summary: `2 findings of the analyser about ${about} wait to be read.`,
        }),
      ],
    }),
    scenario(`findings about something else than ${about} are not`, {
      every: '5m',
      given: [
        feed(insightsReady, { ...here, insight_type: type }, hold(0)),
        feed(insightsReady, { ...here, insight_type: other }, hold(2)),
      ],
      expect: [quiet(alert, '3h')],
    }),
  ];
}
