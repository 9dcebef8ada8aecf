import { vectorsCanMatch } from '../../src/checks/vectors-can-match.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { divide } from '../../src/promql/arithmetic.ts';
import { rate } from '../../src/promql/range.ts';
import { alerting, executions, ruled, shown, tells } from './fixture.ts';

tells(vectorsCanMatch, {
  'sides with different labels': {
    of: shown(
      'sum by (status) (rate(framework_command_executions_total[5m])) / sum by (environment) (rate(framework_command_executions_total[5m]))',
    ),
    says: [
      [
        'no series can match: the left alone has status, the right alone has environment',
        'sum by (status) (rate(framework_command_executions_total[5m])) / sum by (environment) (rate(framework_command_executions_total[5m]))',
      ],
    ],
  },
  'the same, past the compiler': {
    of: shown(divide(sum(rate(executions, '5m'), { by: ['status'] }), sum(rate(executions, '5m')) as never)),
    says: [
      [
        'no series can match: the left alone has status',
        'sum by (status) (rate(framework_command_executions_total[5m])) / sum(rate(framework_command_executions_total[5m]))',
      ],
    ],
  },
  'values that exclude each other': {
    of: shown(
      'sum by (status) (rate(framework_command_executions_total{status="failure"}[5m])) / sum by (status) (rate(framework_command_executions_total{status="success"}[5m]))',
    ),
    says: [
      [
        'no series can match: status is failure on the left and success on the right',
        'sum by (status) (rate(framework_command_executions_total{status="failure"}[5m])) / sum by (status) (rate(framework_command_executions_total{status="success"}[5m]))',
      ],
    ],
  },
  'metrics of two jobs': {
    of: shown(
      'framework_health_status > ignoring (component, environment, outcome) framework_github_operations_total',
    ),
    says: [
      [
        'no series can match: job is framework on the left and github on the right',
        'framework_health_status > ignoring (component, environment, outcome) framework_github_operations_total',
      ],
    ],
  },
  'many to one without saying so': {
    of: shown(
      'sum by (environment, status) (rate(framework_command_executions_total[5m])) / on (environment) sum by (environment) (rate(framework_command_executions_total[5m]))',
    ),
    says: [
      [
        'many series on the left meet one: status may differ there',
        'sum by (environment, status) (rate(framework_command_executions_total[5m])) / on (environment) sum by (environment) (rate(framework_command_executions_total[5m]))',
      ],
    ],
  },
  'many to many': {
    of: shown('framework_health_status * on (environment) framework_health_status'),
    says: [
      [
        'many series meet many: component and instance may differ on the left and component and instance on the right',
        'framework_health_status * on (environment) framework_health_status',
      ],
    ],
  },
  'group_left with many series on the right': {
    of: shown(
      'sum by (environment) (framework_health_status) * on (environment) group_left () framework_health_status',
    ),
    says: [
      [
        'group_left allows one series on the right for each match, and component and instance may still differ there',
        'sum by (environment) (framework_health_status) * on (environment) group_left () framework_health_status',
      ],
    ],
  },
  'an `and` that can never be true': {
    of: ruled([alerting('sum(framework_health_status) < 1 and framework_health_status')]),
    says: [
      [
        'no series can match: the right alone has component, environment, instance and job',
        'sum(framework_health_status) < 1 and framework_health_status',
      ],
    ],
  },
  'many to one with group_left': {
    of: shown(
      'sum by (environment, status) (rate(framework_command_executions_total[5m])) / on (environment) group_left () sum by (environment) (rate(framework_command_executions_total[5m]))',
    ),
  },
  '`or` takes both sides as they are': {
    of: shown('sum by (environment) (framework_health_status) or vector(0)'),
  },
  'a label with one value left is not many': {
    of: shown(
      'sum by (environment, status) (rate(framework_command_executions_total{status="failure"}[5m])) / on (environment) sum by (environment) (rate(framework_command_executions_total[5m]))',
    ),
  },
  'a gate without labels': { of: ruled([alerting('framework_health_status < 1 and on () (hour() > 8)')]) },
  'nothing is said of what is not known': { of: shown('cows / sum(framework_health_status)') },
});
