import { ruleReadsEarlierRules } from '../../src/checks/rule-reads-earlier-rules.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { alerting, health, project, recording, ruled, tells } from './fixture.ts';

tells(ruleReadsEarlierRules, {
  'a rule that comes later': {
    of: ruled([
      alerting('environment:b:sum > 1'),
      recording('environment:b:sum', sum(health, { by: ['environment'] })),
    ]),
    says: [
      [
        'Alarm reads environment:b:sum, which comes later in the group and is one evaluation old',
        'environment:b:sum',
      ],
    ],
  },
  itself: {
    of: ruled([recording('environment:b:sum', 'environment:b:sum + 1')]),
    says: [['environment:b:sum reads itself', 'environment:b:sum']],
  },
  'a rule before it, a rule of another group, its own past': {
    of: project({
      rules: [
        {
          name: 'a',
          groups: [
            {
              name: 'one',
              interval: '15s',
              rules: [
                recording('environment:b:sum', sum(health, { by: ['environment'] })),
                alerting('environment:b:sum > environment:c:sum'),
              ],
            },
            {
              name: 'two',
              interval: '15s',
              rules: [recording('environment:c:sum', 'environment:c:sum offset 1m')],
            },
          ],
        },
      ],
    }),
  },
  'another rule of the same name, told apart by a static label': {
    of: ruled([
      alerting('environment:b:sum{slo="x"} > 1'),
      recording('environment:b:sum', 'sum by (environment) (framework_health_status)', { slo: 'y' }),
    ]),
  },
});
