import {
  above,
  alert,
  counter,
  type Duration,
  job,
  oneOf,
  percent,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  sum,
  where,
} from '#lib';
import type { Project } from '../../src/model/project.ts';

/** What a test changes in the alert. */
export interface Change {
  readonly window?: Duration;
  readonly limit?: number;
  readonly for?: Duration;
  readonly name?: 'WebFailing' | 'WebBroken';
}

const web = job({ name: 'web', targets: ['web:80'], interval: '15s', emitter: 'ours', help: 'A service.' });
const requests = counter({
  name: 'web_requests_total',
  help: 'Requests.',
  unit: 'count',
  job: web,
  labels: { status: oneOf('ok', 'failed') },
});

/** An alert over a share that is recorded from a rate that is recorded. */
export function definitions(change: Change = {}): Project {
  const served = record({
    record: 'instance_status:web_requests:rate',
    help: 'Requests.',
    as: sum(rate(requests, change.window ?? '1m'), { by: ['instance', 'status'] }),
  });
  const share = record({
    record: 'instance:web_failures:ratio',
    help: 'Share of requests that failed.',
    as: ratio(
      sum(where(served, { status: 'failed' }), { by: ['instance'] }),
      sum(served, { by: ['instance'] }),
    ),
  });
  const failing = alert({
    alert: change.name ?? 'WebFailing',
    when: above(share, percent(change.limit ?? 10)),
    for: change.for ?? '5m',
    severity: 'high',
    summary: 'Requests fail.',
  });
  return {
    metrics: [requests],
    subjects: { web: [requests] },
    rules: [
      ruleFile({
        name: 'web',
        groups: [ruleGroup({ name: 'web', interval: '15s', rules: [served, share, failing] })],
      }),
    ],
    dashboards: [],
    datasources: [],
    prometheus: {
      interval: '15s',
      timeout: '10s',
      evaluation: '15s',
      externalLabels: {},
      alertmanagers: [],
      flags: [],
      jobs: [web],
    },
    folder: { uid: 'web', title: 'Web' },
  };
}
