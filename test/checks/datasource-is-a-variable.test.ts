import { datasourceIsAVariable } from '../../src/checks/datasource-is-a-variable.ts';
import { dashboard, project, tells } from './fixture.ts';

tells(datasourceIsAVariable, {
  'a target, an annotation and a variable that name a source': {
    of: project({
      dashboards: [
        dashboard({
          json: {
            annotations: { list: [{ name: 'deploys', datasource: 'Prometheus' }] },
            templating: { list: [{ name: 'env', datasource: { type: 'prometheus', uid: 'P1' } }] },
            panels: [{ title: 'Rate', targets: [{ refId: 'A', datasource: { uid: 'P1' } }] }],
          },
        }),
      ],
    }),
    says: [
      ['the data source Prometheus is written into the dashboard'],
      ['the data source P1 is written into the dashboard'],
      ['the data source P1 is written into the dashboard'],
    ],
  },
  'variables and what Grafana has built in': {
    of: project({
      dashboards: [
        dashboard({
          json: {
            annotations: { list: [{ datasource: { type: 'grafana', uid: '-- Grafana --' } }] },
            panels: [
              {
                datasource: { uid: '-- Mixed --' },
                targets: [{ datasource: { uid: '$datasource' } }, { datasource: null }],
              },
            ],
          },
        }),
      ],
    }),
  },
});
