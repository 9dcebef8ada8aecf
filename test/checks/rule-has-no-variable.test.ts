import { ruleHasNoVariable } from '../../src/checks/rule-has-no-variable.ts';
import { above } from '../../src/promql/comparison.ts';
import { rate } from '../../src/promql/range.ts';
import { rateInterval } from '../../src/promql/windows.ts';
import { alerting, executions, ruled, shown, tells } from './fixture.ts';

tells(ruleHasNoVariable, {
  'a variable in a matcher': {
    of: ruled([alerting('framework_health_status{component="$component"} < 1')]),
    says: [['a rule runs in Prometheus, which does not know $component', 'component="$component"']],
  },
  $__rate_interval: {
    of: ruled([alerting('rate(framework_command_executions_total[$__rate_interval]) > 1')]),
    says: [
      [
        'a rule runs in Prometheus, which does not know $__rate_interval',
        'framework_command_executions_total[$__rate_interval]',
      ],
    ],
  },
  'a typed window of Grafana, past the compiler': {
    of: ruled([alerting(above(rate(executions, rateInterval), 1))]),
    says: [
      [
        'a rule runs in Prometheus, which does not know $__rate_interval',
        'framework_command_executions_total[$__rate_interval]',
      ],
    ],
  },
  'a capture group and the end of an expression are no variables': {
    of: ruled([
      alerting(
        'label_replace(framework_health_status{component=~"a.*$"}, "a", "$1", "component", "(.*)") < 1',
      ),
    ]),
  },
  'dashboards have variables': { of: shown('framework_health_status{component="$component"}') },
});
