import { alertHasComparison } from '../../src/checks/alert-has-comparison.ts';
import { alerting, recording, ruled, tells } from './fixture.ts';

const always = 'Alarm fires for every series of its query, whatever its value';

tells(alertHasComparison, {
  'a number without a limit': {
    of: ruled([alerting('sum(rate(framework_command_executions_total[5m]))')]),
    says: [[always, 'sum(rate(framework_command_executions_total[5m]))']],
  },
  'a limit that answers 0 or 1': {
    of: ruled([alerting('framework_health_status < bool 1')]),
    says: [[always, 'framework_health_status < bool 1']],
  },
  'a limit': { of: ruled([alerting('framework_health_status < 1')]) },
  'what is absent': { of: ruled([alerting('absent(framework_health_status)')]) },
  'what has a match elsewhere': {
    of: ruled([alerting('framework_health_status and on () framework_health_status')]),
  },
  'a watchdog': { of: ruled([alerting('vector(1)')]) },
  'a recording rule': {
    of: ruled([recording('component:health:min', 'min by (component) (framework_health_status)')]),
  },
});
