import { variableIsDefined } from '../../src/checks/variable-is-defined.ts';
import type { Variable } from '../../src/model/variable.ts';
import { where } from '../../src/promql/select.ts';
import { dashboard, health, panel, project, shown, tells } from './fixture.ts';

const component: Variable = {
  variable: 'component',
  title: 'Component',
  multi: true,
  all: true,
  from: { type: 'label', of: health, label: 'component' },
};

tells(variableIsDefined, {
  'a variable that the dashboard does not have': {
    of: shown('framework_health_status{component="$component"}'),
    says: [['the query names $component, which the dashboard does not define', 'component="$component"']],
  },
  'a slip of the pen, in a typed query': {
    of: project({
      dashboards: [
        dashboard({
          variables: [component],
          panels: [
            panel(
              where(health, {
                component: {
                  variable: 'compnent',
                  title: '',
                  multi: false,
                  all: false,
                  from: { type: 'text', value: '' },
                } as never,
              }),
            ),
          ],
        }),
      ],
    }),
    says: [['the query names $compnent, which the dashboard does not define', 'component="$compnent"']],
  },
  'a window and a title': {
    of: shown('avg_over_time(framework_health_status[$window])', { title: 'Health of $component' }),
    says: [
      ['the query names $window, which the dashboard does not define', 'framework_health_status[$window]'],
      ['the title names $component, which the dashboard does not define'],
    ],
  },
  "its own variables, Grafana's, and those of its JSON": {
    of: project({
      dashboards: [
        dashboard({
          variables: [component],
          panels: [
            panel('rate(framework_command_executions_total{environment="$environment"}[$__rate_interval])', {
              title: 'Health of $component',
            }),
          ],
          json: { templating: { list: [{ name: 'environment' }] } },
        }),
      ],
    }),
  },
});
