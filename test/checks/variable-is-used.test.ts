import { variableIsUsed } from '../../src/checks/variable-is-used.ts';
import type { Variable } from '../../src/model/variable.ts';
import { dashboard, health, panel, project, tells } from './fixture.ts';

const component: Variable = {
  variable: 'component',
  title: 'Component',
  multi: true,
  all: true,
  from: { type: 'label', of: health, label: 'component' },
};

tells(variableIsUsed, {
  'a variable that changes nothing': {
    of: project({ dashboards: [dashboard({ variables: [component], panels: [panel(health)] })] }),
    says: [['nothing in the dashboard changes with $component']],
  },
  'used in a query': {
    of: project({
      dashboards: [
        dashboard({
          variables: [component],
          panels: [panel('framework_health_status{component=~"$component"}')],
        }),
      ],
    }),
  },
  'used by a repeated panel or a link alone': {
    of: project({
      dashboards: [
        dashboard({ variables: [component], json: { panels: [{ repeat: 'component' }] } }),
        dashboard({
          uid: 'b',
          title: 'B',
          variables: [component],
          json: { links: [{ url: '/d/a?var-component=$component' }] },
        }),
      ],
    }),
  },
});
