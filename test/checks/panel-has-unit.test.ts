import { panelHasUnit } from '../../src/checks/panel-has-unit.ts';
import { dashboard, health, panel, project, shown, tells } from './fixture.ts';

tells(panelHasUnit, {
  'a graph of bare numbers': {
    of: shown(health, { unit: undefined }),
    says: [['the panel shows numbers without a unit']],
  },
  'a unit, a table, a text': {
    of: project({
      dashboards: [
        dashboard({
          panels: [
            panel(health),
            panel(health, { type: 'table', unit: undefined }),
            panel(health, { type: 'text', unit: undefined, series: [] }),
          ],
        }),
      ],
    }),
  },
});
