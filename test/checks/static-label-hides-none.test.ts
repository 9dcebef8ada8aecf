import { staticLabelHidesNone } from '../../src/checks/static-label-hides-none.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { alerting, health, recording, ruled, tells } from './fixture.ts';

tells(staticLabelHidesNone, {
  'a recording that overwrites a label': {
    of: ruled([recording('environment:a:sum', sum(health, { by: ['environment'] }), { environment: 'all' })]),
    says: [
      [
        'the static label environment="all" replaces the environment that the query leaves',
        'sum by (environment) (framework_health_status)',
      ],
    ],
  },
  'an alert that overwrites a label': {
    of: ruled([
      alerting('framework_health_status < 1', { labels: { component: 'framework', severity: 'high' } }),
    ]),
    says: [
      [
        'the static label component="framework" replaces the component that the query leaves',
        'framework_health_status < 1',
      ],
    ],
  },
  'a label of its own, and a label that has the value already': {
    of: ruled([
      recording(
        'environment:a:sum',
        'sum by (environment) (framework_health_status{environment="production"})',
        { tier: '5m', environment: 'production' },
      ),
    ]),
  },
});
