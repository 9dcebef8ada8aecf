import { counter, gauge, histogram, job, oneOf, upTo } from '#lib';
import type { Variable } from '../../src/model/variable.ts';

// A small catalog for tests: one metric of each kind and unit, so that tests do not change when the real catalog does.

/** The endpoint that exposes the specimens. */
export const application = job({
  name: 'application',
  targets: ['app-1:9464', 'app-2:9464'],
  interval: '15s',
  emitter: 'ours',
  help: 'The application.',
  labels: { environment: oneOf('production', 'staging') },
});

/** A counter of things. */
export const commands = counter({
  name: 'commands_total',
  help: 'Commands that ended.',
  unit: 'count',
  job: application,
  labels: { command_type: upTo(20, 'task', 'swarm'), status: oneOf('success', 'failure') },
});
/** A counter of bytes. */
export const received = counter({
  name: 'received_bytes_total',
  help: 'Bytes read from the network.',
  unit: 'bytes',
  job: application,
});
/** A counter of seconds. */
export const busy = counter({
  name: 'busy_seconds_total',
  help: 'Time spent working.',
  unit: 'seconds',
  job: application,
});
/** A gauge of bytes. */
export const memory = gauge({
  name: 'memory_bytes',
  help: 'Memory in use.',
  unit: 'bytes',
  job: application,
});
/** A gauge of seconds. */
export const age = gauge({
  name: 'backup_age_seconds',
  help: 'Time since the last backup.',
  unit: 'seconds',
  job: application,
});
/** A gauge that holds a moment. */
export const started = gauge({
  name: 'start_time_seconds',
  help: 'When the process started.',
  unit: 'timestamp',
  job: application,
});
/** A gauge of percentages. */
export const disk = gauge({
  name: 'disk_used_percent',
  help: 'Share of the disk in use.',
  unit: 'percent',
  job: application,
});
/** A gauge of an enumeration, with a label of its own. */
export const health = gauge({
  name: 'health_status',
  help: 'How each module fares.',
  unit: 'state',
  job: application,
  labels: { module: upTo(10) },
});
/** A histogram. */
export const duration = histogram({
  name: 'command_duration_seconds',
  help: 'How long commands take.',
  unit: 'seconds',
  job: application,
  labels: { command_type: upTo(20) },
  buckets: [0.1, 0.5, 1],
});

/** The dashboard's choice of environment. */
export const environment: Variable<'production' | 'staging'> = {
  variable: 'environment',
  title: 'Environment',
  multi: false,
  all: false,
  from: { type: 'list', values: ['production', 'staging'] },
};
/** The dashboard's choice of command types, several at a time. */
export const commandType: Variable = {
  variable: 'command_type',
  title: 'Command type',
  multi: true,
  all: true,
  from: { type: 'label', of: commands, label: 'command_type' },
};
