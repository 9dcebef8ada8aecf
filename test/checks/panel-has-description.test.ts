import { panelHasDescription } from '../../src/checks/panel-has-description.ts';
import { dashboard, health, panel, project, shown, tells } from './fixture.ts';

tells(panelHasDescription, {
  'a panel that measures and says nothing': {
    of: shown(health, { title: ' ', description: '' }),
    says: [['the panel has no title'], ['the panel does not say which question it answers']],
  },
  'a panel with a question, and a text panel': {
    of: project({
      dashboards: [
        dashboard({
          panels: [panel(health), panel(health, { type: 'text', title: '', description: '', series: [] })],
        }),
      ],
    }),
  },
});
