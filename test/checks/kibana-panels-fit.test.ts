import { kibanaPanelsFit } from '../../src/checks/kibana-panels-fit.ts';
import type { PlacedKibanaPanel } from '../../src/model/kibana.ts';
import { tells } from './fixture.ts';
import { errors, kibana, overview, shows } from './kibana-shown.ts';

const placed = (...at: readonly PlacedKibanaPanel['at'][]) =>
  kibana({
    dashboards: [
      shows([], {
        panels: at.map((one, index) => ({ panel: index === 0 ? errors : overview, at: one, row: 'A' })),
      }),
    ],
  });

tells(kibanaPanelsFit, {
  'panels that flow': {
    of: kibana({ dashboards: [shows([errors, overview, { ...overview, key: 'b', width: 48 }])] }),
  },
  'panels that touch': { of: placed({ x: 0, y: 0, w: 24, h: 8 }, { x: 24, y: 0, w: 24, h: 8 }) },
  'a panel on another': {
    of: placed({ x: 0, y: 0, w: 24, h: 8 }, { x: 23, y: 7, w: 24, h: 8 }),
    says: [['the panel covers a part of "Errors"']],
  },
  'a panel beyond the last column': {
    of: placed({ x: 25, y: 0, w: 24, h: 8 }),
    says: [['the panel takes columns 25 to 48, outside the grid of 48']],
  },
});
