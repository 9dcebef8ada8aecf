import { uidIsUnique } from '../../src/checks/uid-is-unique.ts';
import type { Datasource } from '../../src/model/datasource.ts';
import { dashboard, project, tells } from './fixture.ts';

const source = (uid: string): Datasource => ({
  uid,
  name: uid,
  type: 'prometheus',
  url: 'http://a',
  jsonData: {},
  secureJsonData: {},
  links: [],
});

tells(uidIsUnique, {
  'two dashboards of one uid': {
    of: project({ dashboards: [dashboard(), dashboard({ title: 'Other' })] }),
    says: [['2 dashboards have the uid operations']],
  },
  'two data sources of one name': {
    of: project({ datasources: [source('a'), { ...source('b'), name: 'a' }] }),
    says: [['2 data sources are called "a"']],
  },
  'two default data sources': {
    of: project({
      datasources: [
        { ...source('a'), isDefault: true },
        { ...source('b'), isDefault: true },
      ],
    }),
    says: [['2 data sources are the default']],
  },
  'two titles in one folder': {
    of: project({ dashboards: [dashboard(), dashboard({ uid: 'other', title: 'operations ' })] }),
    says: [['2 dashboards of the folder are titled "Operations"']],
  },
  'uids that Grafana refuses': {
    of: project({ dashboards: [dashboard({ uid: 'a b' })], folder: { uid: 'general', title: 'All' } }),
    says: [['Grafana refuses the uid "a b"'], ['Grafana keeps the uid general for its own folder']],
  },
  'a uid that is too long': {
    of: project({ dashboards: [dashboard({ uid: 'a'.repeat(41) })] }),
    says: [['Grafana refuses the uid "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"']],
  },
  'two data sources of one uid': {
    of: project({ datasources: [source('a'), { ...source('a'), name: 'b' }] }),
    says: [['2 datasources have the uid a']],
  },
  'different uids and titles': {
    of: project({
      dashboards: [dashboard(), dashboard({ uid: 'other', title: 'Other' })],
      datasources: [source('a'), source('b')],
    }),
  },
});
