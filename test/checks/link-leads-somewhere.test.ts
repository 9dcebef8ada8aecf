import { linkLeadsSomewhere } from '../../src/checks/link-leads-somewhere.ts';
import type { Datasource } from '../../src/model/datasource.ts';
import { alerting, dashboard, health, panel, project, ruled, tells } from './fixture.ts';

const source = (uid: string): Datasource => ({
  uid,
  name: uid,
  type: 'prometheus',
  url: 'http://a',
  jsonData: {},
  secureJsonData: {},
  links: [],
});

tells(linkLeadsSomewhere, {
  'a dashboard that does not exist': {
    of: project({ dashboards: [dashboard({ links: [{ to: 'operation', title: 'Up' }] })] }),
    says: [['a link leads to the dashboard operation, which does not exist']],
  },
  'a panel that does not exist': {
    of: project({
      dashboards: [
        dashboard({
          panels: [panel(health, { links: [{ to: 'operations', panel: 'rates', title: 'Rates' }] })],
        }),
      ],
    }),
    says: [['a link leads to the panel rates of operations, which does not exist']],
  },
  'a data source that does not exist': {
    of: project({ datasources: [{ ...source('a'), links: ['traces'] }] }),
    says: [['a link leads to the data source traces, which does not exist']],
  },
  'an alert that is shown by a panel that does not exist': {
    of: {
      ...project({ dashboards: [dashboard({ panels: [panel(health)] })] }),
      rules: ruled([alerting(health, { shownBy: { dashboard: 'operations', panel: 'rates' } })]).rules,
    },
    says: [['a link leads to the panel rates of operations, which does not exist']],
  },
  'an alert that is shown by a panel that exists': {
    of: {
      ...project({ dashboards: [dashboard({ panels: [panel(health)] })] }),
      rules: ruled([alerting(health, { shownBy: { dashboard: 'operations', panel: 'rate' } })]).rules,
    },
  },
  'links between what exists': {
    of: project({
      datasources: [{ ...source('a'), links: ['b'] }, source('b')],
      dashboards: [
        dashboard({
          panels: [panel(health, { links: [{ to: 'operations', panel: 'rate', title: 'Rates' }] })],
        }),
      ],
    }),
  },
});
