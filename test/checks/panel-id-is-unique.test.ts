import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelIdIsUnique } from '../../src/checks/panel-id-is-unique.ts';
import { runChecks } from '../../src/checks/run.ts';
import { dashboard, health, panel, project, tells } from './fixture.ts';

tells(panelIdIsUnique, {
  'two panels of one id': {
    of: project({
      dashboards: [dashboard({ panels: [panel(health), panel(health, { key: 'b', title: 'B' })] })],
    }),
    says: [['the panel has the id 1, as "Rate" has']],
  },
  'two panels of one key': {
    of: project({
      dashboards: [dashboard({ panels: [panel(health), panel(health, { title: 'B' }, { id: 2 })] })],
    }),
    says: [['the panel has the key rate, as "Rate" has']],
  },
  'two panels of one key, and so of one id, are one mistake': {
    of: project({ dashboards: [dashboard({ panels: [panel(health), panel(health, { title: 'B' })] })] }),
    says: [['the panel has the key rate, as "Rate" has']],
  },
  'two rows of one title': {
    of: project({
      dashboards: [
        dashboard({
          json: {
            panels: [
              { type: 'row', id: 7, title: 'Errors' },
              { type: 'row', id: 7, title: 'Errors' },
            ],
          },
        }),
      ],
    }),
    says: [['the row has the id 7, as "Errors" has']],
  },
  'an id that is none': {
    of: project({ dashboards: [dashboard({ panels: [panel(health, {}, { id: 0 })] })] }),
    says: [['0 is no panel id']],
  },
  'ids of their own': {
    of: project({
      dashboards: [dashboard({ panels: [panel(health), panel(health, { key: 'b' }, { id: 2 })] })],
    }),
  },
});

test('panel-id-is-unique: authors set titles and keys, not ids', () => {
  const panels = [panel(health), panel(health, { key: 'b', title: 'B' })];
  const [problem] = runChecks(project({ dashboards: [dashboard({ panels })] }), {
    checks: [panelIdIsUnique],
  });
  assert.equal(problem?.fix, 'give one of them a title, or a key, of its own');
});
