import { prosePanel } from '#lib';
import { kibanaPanelHasQuestion } from '../../src/checks/kibana-panel-has-question.ts';
import { tells } from './fixture.ts';
import { errors, kibana, lines, overview, shows } from './kibana-shown.ts';

tells(kibanaPanelHasQuestion, {
  'all of them ask': { of: kibana({ dashboards: [shows([errors, overview])], searches: [lines] }) },
  'words need no question': {
    of: kibana({
      dashboards: [shows([prosePanel({ title: 'Read me', description: '', markdown: 'Hello.' })])],
    }),
  },
  'a panel that asks nothing': {
    of: kibana({ dashboards: [shows([{ ...errors, description: ' ' }])] }),
    says: [['the panel does not say which question it answers']],
  },
  'a panel without a title': {
    of: kibana({ dashboards: [shows([{ ...errors, title: '' }])] }),
    says: [['the panel has no title']],
  },
  'a dashboard and a search that ask nothing': {
    of: kibana({ dashboards: [shows([], { description: '' })], searches: [{ ...lines, description: '' }] }),
    says: [
      ['the search does not say which question it answers'],
      ['the dashboard does not say which question it answers'],
    ],
  },
});
