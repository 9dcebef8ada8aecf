import type { Resource } from '../../../src/model/resource.ts';
import type { Version } from '../../contract/grafana/profile.ts';
import { type Chance, oneOf } from '../random.ts';

/** Values that no output may show. */
export const secrets = {
  DB_PASSWORD: 'hunter2-of-the-database',
  SLACK_URL: 'https://hooks.example/T0/B0/very-secret',
};

/** What a run begins with, and what it is to end with. */
export interface World {
  readonly version: Version;
  readonly home: string;
  /** Deployed before, without a fault; nothing where the first deployment is the one that is tried. */
  readonly before: readonly Resource[];
  readonly after: readonly Resource[];
  readonly prune: boolean;
}

export const home = 'team';
const versions: readonly Version[] = ['9.4', '10.0', '11', '12', '13.0', '13.1'];

/** A small system of every kind of resource, before and after some edits of its definitions. */
export function world(next: Chance): World {
  const version = oneOf(versions, next);
  const isNested = !['9.4', '10.0'].includes(version);
  const first = system({ revision: 1, boards: ['one', 'two', 'three', 'gone'], isNested });
  const second = system({ revision: 2, boards: ['one', 'two', 'three', 'new'], isNested });
  // Each definition is edited, or not.
  const edited = second.map((resource) =>
    next() < 0.6
      ? resource
      : (first.find(({ kind, id }) => kind === resource.kind && id === resource.id) ?? resource),
  );
  return { version, home, before: next() < 0.75 ? first : [], after: edited, prune: next() < 0.5 };
}

export function system({
  revision,
  boards,
  isNested,
}: {
  readonly revision: number;
  readonly boards: readonly string[];
  readonly isNested: boolean;
}): readonly Resource[] {
  const inHome = [`folder/${home}`];
  const inner = isNested
    ? [
        {
          kind: 'folder',
          id: 'inner',
          spec: { uid: 'inner', title: `Inner ${revision}`, parentUid: home },
          needs: inHome,
        },
      ]
    : [];
  return [
    { kind: 'folder', id: home, spec: { uid: home, title: 'Team' } },
    ...inner,
    {
      kind: 'datasource',
      id: 'metrics',
      spec: {
        uid: 'metrics',
        name: 'Metrics',
        type: 'prometheus',
        access: 'proxy',
        url: `http://prometheus:909${revision}`,
        isDefault: false,
        basicAuth: false,
        jsonData: { timeInterval: '15s' },
        secureJsonData: { password: { env: 'DB_PASSWORD' } },
      },
    },
    {
      kind: 'library-panel',
      id: 'shared',
      spec: {
        uid: 'shared',
        name: 'Shared',
        folderUid: home,
        model: { type: 'stat', title: 'Shared', description: `Revision ${revision}` },
      },
      needs: inHome,
    },
    ...boards.map((uid) => ({
      kind: 'dashboard',
      id: uid,
      spec: {
        folderUid: isNested && uid === 'two' && revision === 2 ? 'inner' : home,
        dashboard: {
          uid,
          title: `Board ${uid}`,
          tags: [`revision-${revision}`],
          schemaVersion: 38,
          refresh: '30s',
          panels: [{ id: 7, type: 'stat', title: `Panel ${revision}`, gridPos: { x: 0, y: 0, w: 12, h: 6 } }],
        },
      },
      needs: [...inHome, ...inner.map(({ id }) => `folder/${id}`)],
    })),
    {
      kind: 'template',
      id: 'words',
      spec: { name: 'words', template: `{{ define "words" }}${revision}{{ end }}` },
    },
    ...['slack', 'webhook'].map((type) => ({
      kind: 'contact-point',
      id: `on-call/on-call-${type}`,
      spec: {
        name: 'on-call',
        integrations: [
          {
            uid: `on-call-${type}`,
            type,
            settings: { url: { env: 'SLACK_URL' }, recipient: `#revision-${revision}` },
            disableResolveMessage: false,
          },
        ],
      },
      needs: ['template/words'],
    })),
    {
      kind: 'mute-timing',
      id: 'nights',
      spec: {
        name: 'nights',
        time_intervals: [{ times: [{ start_time: `0${revision}:00`, end_time: '06:00' }] }],
      },
    },
    {
      kind: 'policies',
      id: 'policies',
      spec: {
        receiver: 'on-call',
        group_by: ['alertname'],
        routes: [
          {
            receiver: 'on-call',
            object_matchers: [['severity', '=', 'low']],
            mute_time_intervals: ['nights'],
            repeat_interval: `${revision}h`,
          },
        ],
      },
      needs: [
        'contact-point/on-call/on-call-slack',
        'contact-point/on-call/on-call-webhook',
        'mute-timing/nights',
      ],
    },
    {
      kind: 'rule-group',
      id: `${home}/Errors`,
      spec: {
        folderUid: home,
        title: 'Errors',
        interval: 60,
        rules: [
          {
            uid: 'errors-high',
            title: 'ErrorsHigh',
            condition: 'A',
            data: [
              {
                refId: 'A',
                relativeTimeRange: { from: 600, to: 0 },
                datasourceUid: 'metrics',
                model: { refId: 'A', expr: `errors > ${revision}`, instant: true },
              },
            ],
            noDataState: 'OK',
            execErrState: 'Error',
            for: `${revision}m`,
            labels: { severity: 'high' },
            annotations: { summary: 'Errors.' },
            isPaused: false,
          },
        ],
      },
      needs: [...inHome, 'datasource/metrics'],
    },
  ];
}
