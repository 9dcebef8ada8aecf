import { counter, gauge, histogram, job, oneOf, upTo } from '#lib';

/*
 * A small catalog for tests, so that they do not change when the real one grows.
 */

export const web = job({
  name: 'web',
  targets: ['web:80'],
  interval: '15s',
  emitter: 'ours',
  labels: { environment: upTo(3, 'production') },
  help: 'A service.',
});

export const requests = counter({
  name: 'web_requests_total',
  help: 'Requests answered.',
  unit: 'count',
  job: web,
  labels: { route: upTo(20, '/'), status: oneOf('ok', 'failed') },
});

export const sent = counter({ name: 'web_sent_bytes_total', help: 'Bytes sent.', unit: 'bytes', job: web });

export const waiting = gauge({
  name: 'web_queue_seconds',
  help: 'Age of the oldest request.',
  unit: 'seconds',
  job: web,
  labels: { queue: oneOf('fast', 'slow') },
});

export const alive = gauge({
  name: 'web_alive_status',
  help: '1 alive.',
  unit: 'state',
  job: web,
  labels: { queue: oneOf('fast', 'slow') },
});

export const memory = gauge({ name: 'web_memory_bytes', help: 'Memory.', unit: 'bytes', job: web });

export const latency = histogram({
  name: 'web_latency_seconds',
  help: 'Time to answer.',
  unit: 'seconds',
  job: web,
  labels: { route: upTo(20, '/') },
  buckets: [0.1, 0.2, 0.5, 1],
});
