import { panelsDoNotOverlap } from '../../src/checks/panels-do-not-overlap.ts';
import { dashboard, health, panel, project, tells } from './fixture.ts';

tells(panelsDoNotOverlap, {
  'a panel on another': {
    of: project({
      dashboards: [
        dashboard({
          panels: [panel(health), panel(health, { title: 'B' }, { at: { x: 6, y: 4, w: 12, h: 8 } })],
        }),
      ],
    }),
    says: [['the panel covers a part of "Rate"']],
  },
  'a panel beyond the last column': {
    of: project({
      dashboards: [dashboard({ panels: [panel(health, {}, { at: { x: 18, y: 0, w: 12, h: 8 } })] })],
    }),
    says: [['the panel takes columns 18 to 29 and rows 0 to 7, outside the grid of 24 columns']],
  },
  'panels beside and below each other': {
    of: project({
      dashboards: [
        dashboard({
          panels: [
            panel(health),
            panel(health, {}, { at: { x: 12, y: 0, w: 12, h: 4 } }),
            panel(health, {}, { at: { x: 12, y: 4, w: 12, h: 4 } }),
            panel(health, {}, { at: { x: 0, y: 8, w: 24, h: 4 } }),
          ],
        }),
      ],
    }),
  },
  'a folded row opens over the rows below it': {
    of: project({
      dashboards: [
        dashboard({
          panels: [
            panel(health, {}, { row: 'Folded', folded: true }),
            panel(health, { title: 'B' }, { row: 'Next' }),
          ],
        }),
      ],
    }),
  },
  'panels on each other within a folded row': {
    of: project({
      dashboards: [
        dashboard({
          panels: [
            panel(health, {}, { row: 'Folded', folded: true }),
            panel(health, { title: 'B' }, { row: 'Folded', folded: true }),
          ],
        }),
      ],
    }),
    says: [['the panel covers a part of "Rate"']],
  },
});
