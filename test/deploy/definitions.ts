import {
  type Datasource,
  dashboard,
  percent,
  rate,
  ratio,
  row,
  series,
  stat,
  sum,
  where,
  worseAbove,
} from '#lib';
import type { Project } from '../../src/model/project.ts';
import { commands } from '../support/specimen.ts';

/** What differs from one state of the definitions to the next. */
export interface State {
  /** Bound at which the share of failures is bad. */
  readonly bad?: ReturnType<typeof percent>;
  readonly dashboards?: readonly string[];
  readonly window?: '5m' | '10m';
}

/** A small system: a folder, a data source with a secret, and dashboards with one panel. */
export function definitions({
  bad = percent(5),
  dashboards = ['errors', 'traffic'],
  window = '5m',
}: State = {}): Project {
  const failed = where(commands, { status: 'failure' });
  const share = ratio(sum(rate(failed, window)), sum(rate(commands, window)));
  const database: Datasource = {
    uid: 'logs',
    name: 'Logs',
    type: 'elasticsearch',
    url: 'http://elasticsearch:9200',
    basicAuth: { user: { env: 'DB_USER' }, password: { env: 'DB_PASSWORD' } },
    jsonData: { timeField: '@timestamp' },
    secureJsonData: {},
    links: [],
  };
  return {
    metrics: [commands],
    subjects: { commands: [commands] },
    rules: [],
    datasources: [database],
    prometheus: {
      interval: '15s',
      timeout: '10s',
      evaluation: '15s',
      externalLabels: {},
      alertmanagers: [],
      flags: [],
      jobs: [],
    },
    folder: { uid: 'small-system', title: 'Small system' },
    dashboards: dashboards.map((uid) =>
      dashboard({
        uid,
        title: `All about ${uid}`,
        description: 'Is it fine?',
        tags: ['small-system'],
        range: '6h',
        refresh: '30s',
        rows: [
          row('Now', [
            stat({
              title: 'Error share',
              description: 'How many fail?',
              series: [series(share, 'failed')],
              thresholds: worseAbove(percent(1), bad),
            }),
          ]),
        ],
      }),
    ),
  };
}
