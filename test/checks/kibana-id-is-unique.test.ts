import { linesOf } from '#lib';
import { kibanaIdIsUnique } from '../../src/checks/kibana-id-is-unique.ts';
import { logs } from '../support/log-specimen.ts';
import { tells } from './fixture.ts';
import { errors, kibana, lines, options, overview, shows } from './kibana-shown.ts';

const view = { view: logs, tags: [], links: {} };

tells(kibanaIdIsUnique, {
  'one of each': {
    of: kibana({
      dashboards: [shows([errors, overview, linesOf(lines, { key: 'raw' })])],
      searches: [lines],
    }),
  },
  'two views of one id and one name': {
    of: kibana({ views: [view, { ...view, view: { ...logs } }] }),
    says: [['2 data views have the id logs'], ['2 data views have the title Logs']],
  },
  'two searches of one id': {
    of: kibana({ searches: [lines, { ...lines, title: 'Other lines' }] }),
    says: [['2 searches have the id lines']],
  },
  'two dashboards of one id': {
    of: kibana({ dashboards: [shows([]), shows([], { title: 'Another' })] }),
    says: [['2 dashboards have the id overview']],
  },
  'two panels of one key': {
    of: kibana({ dashboards: [shows([overview, linesOf(lines)])] }),
    says: [['2 panels have the key lines']],
  },
  'two controls over one field': {
    of: kibana({ dashboards: [shows([], { controls: [options('level'), options('level', 'Again')] })] }),
    says: [['2 controls have the field level']],
  },
});
