import { kibanaFieldIsKnown } from '../../src/checks/kibana-field-is-known.ts';
import { logs } from '../support/log-specimen.ts';
import { tells } from './fixture.ts';
import { all, count, errors, is, kibana, lines, metric, overview, raw, shows } from './kibana-shown.ts';

const asks = (text: ReturnType<typeof raw>) =>
  kibana({
    dashboards: [
      shows([metric({ title: 'Asked', description: 'How many?', value: count({ where: text }) })]),
    ],
  });

tells(kibanaFieldIsKnown, {
  'fields that are there': { of: kibana({ dashboards: [shows([errors, overview])], searches: [lines] }) },
  'a slip in text written by hand': {
    of: asks(raw`levle: "ERROR"`),
    says: [['no event of Logs has a field levle']],
  },
  'one of several fields, deep inside': {
    of: asks(all(is('level', 'ERROR'), raw`not (component: api or nobody > 5)`)),
    says: [['no event of Logs has a field nobody']],
  },
  'text that Kibana cannot read': {
    of: asks(raw`level: "ERROR`),
    says: [['Kibana cannot read "level: "ERROR": the text in quotes does not end']],
  },
  'a wildcard in a name is not counted against it': { of: asks(raw`calls.*: tdd`) },
  'a column, forced past the compiler': {
    of: kibana({ searches: [{ ...lines, columns: ['level', 'nobody'] }] }),
    says: [['no event of Logs has a field nobody']],
  },
  'a control over a field of another view': {
    of: kibana({
      dashboards: [shows([], { controls: [{ type: 'options', field: 'gone', title: 'Gone', view: logs }] })],
    }),
    says: [['no event of Logs has a field gone']],
  },
  'a project without Kibana': { of: { ...kibana({}), kibanaContent: undefined as never } },
});
