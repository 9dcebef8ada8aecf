import { ruleNameTellsItsLevel } from '../../src/checks/rule-name-tells-its-level.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { health, recording, ruled, tells } from './fixture.ts';

tells(ruleNameTellsItsLevel, {
  'a name that is no level:metric:operations': {
    of: ruled([recording('error_ratio', sum(health))]),
    says: [['error_ratio is not named level:metric:operations', 'sum(framework_health_status)']],
  },
  'a level that the query does not leave': {
    of: ruled([recording('environment:health:sum', sum(health, { by: ['environment', 'component'] }))]),
    says: [
      [
        'environment:health:sum says the level environment, and its query leaves environment and component',
        'sum by (environment, component) (framework_health_status)',
      ],
    ],
  },
  'a level where no label is left': {
    of: ruled([recording('environment:health:sum', sum(health))]),
    says: [
      [
        'environment:health:sum says the level environment, and its query leaves no label',
        'sum(framework_health_status)',
      ],
    ],
  },
  'labels in any order, with or without static labels': {
    of: ruled([
      recording('component_environment:health:sum', sum(health, { by: ['environment', 'component'] })),
      recording('environment_tier:health:sum', 'sum by (environment) (framework_health_status)', {
        tier: '5m',
      }),
      recording('environment:health:sum', 'sum by (environment) (framework_health_status)', { tier: '5m' }),
    ]),
  },
  'a whole without labels has a word of its own': { of: ruled([recording('monitoring:up:min', 'min(up)')]) },
  'a name that the specification wants kept': {
    of: ruled([{ ...recording('error_rate', sum(health)), alias: 'error_rate' }]),
  },
  'nothing is said of labels that are not known': { of: ruled([recording('cow:milk:sum', 'cows')]) },
});
