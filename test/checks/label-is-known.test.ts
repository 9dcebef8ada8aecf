import { labelIsKnown } from '../../src/checks/label-is-known.ts';
import { where } from '../../src/promql/select.ts';
import { alerting, health, ruled, shown, tells, text } from './fixture.ts';

tells(labelIsKnown, {
  'a label that the metric does not have': {
    of: shown('framework_health_status{compnent="api"}'),
    says: [
      [
        'there is no label compnent here: framework_health_status has component, environment, instance and job',
        'compnent="api"',
      ],
    ],
  },
  'a value outside a closed set': {
    of: shown('rate(framework_command_executions_total{status="failed"}[5m])'),
    says: [['status is never failed: it is one of success, failure and timeout', 'status="failed"']],
  },
  'one of several alternatives outside a closed set': {
    of: shown('rate(framework_command_executions_total{status=~"failure|timed_out"}[5m])'),
    says: [
      ['status is never timed_out: it is one of success, failure and timeout', 'status=~"failure|timed_out"'],
    ],
  },
  'an expression that matches no value': {
    of: shown('rate(framework_command_executions_total{status=~"5.."}[5m])'),
    says: [['status is never 5..: it is one of success, failure and timeout', 'status=~"5.."']],
  },
  'a typed value that slipped past the compiler': {
    of: shown(where(health, { component: 'apo' as 'api' })),
    says: [['component is never apo: it is one of api and auth', 'component="apo"']],
  },
  'a grouping by a label that the metric does not have': {
    of: shown('sum by (environment, region) (framework_health_status)'),
    says: [
      [
        'there is no label region here: the query inside leaves component, environment, instance and job',
        'region',
      ],
    ],
  },
  'a grouping by a label with a parenthesis, which Prometheus 3 quotes': {
    of: shown('sum by (environment, "re(gion") (framework_health_status)'),
    says: [
      [
        'there is no label re(gion here: the query inside leaves component, environment, instance and job',
        're(gion',
      ],
    ],
  },
  'a grouping by a label that the inner aggregation removed': {
    of: shown('max by (component) (sum by (environment) (framework_health_status))'),
    says: [['there is no label component here: the query inside leaves environment', 'component']],
  },
  'on() with a label that one side does not have': {
    of: shown(
      'framework_health_status * on (environment, region) sum by (environment) (framework_health_status)',
    ),
    says: [
      [
        'there is no label region here: the left side leaves component, environment, instance and job',
        'region',
      ],
      ['there is no label region here: the right side leaves environment', 'region'],
    ],
  },
  'a label to copy that the other side does not have': {
    of: shown(
      'framework_health_status * on (environment) group_left (component) sum by (environment) (framework_health_status)',
    ),
    says: [['there is no label component here: the right side leaves environment', 'component']],
  },
  'a label that label_replace reads': {
    of: shown('label_replace(framework_health_status, "a", "$1", "region", "(.*)")'),
    says: [
      [
        'there is no label region here: the query inside leaves component, environment, instance and job',
        '"region"',
      ],
    ],
  },
  'a legend with a label that is gone': {
    of: shown('sum by (environment) (framework_health_status)', {
      series: [
        {
          query: text('sum by (environment) (framework_health_status)'),
          legend: '{{component}}',
          refId: 'A',
          instant: false,
        },
      ],
    }),
    says: [
      [
        'the legend names the label component, and the query leaves environment',
        'sum by (environment) (framework_health_status)',
      ],
    ],
  },
  'an annotation with a label that is gone': {
    of: ruled([
      alerting('sum by (environment) (framework_health_status) < 1', {
        annotations: { summary: '{{ $labels.component }} is down' },
      }),
    ]),
    says: [
      [
        'the annotation summary names the label component, and the query leaves environment',
        'sum by (environment) (framework_health_status) < 1',
      ],
    ],
  },
  'an annotation with the name of the alert, which Prometheus leaves empty there': {
    of: ruled([
      alerting('sum by (environment) (framework_health_status) < 1', {
        annotations: { summary: '{{ $labels.alertname }} in {{ $labels.environment }}' },
      }),
    ]),
    says: [
      [
        'the annotation summary names the label alertname, and the query leaves environment',
        'sum by (environment) (framework_health_status) < 1',
      ],
    ],
  },
  'a label that the author of raw text promised': {
    of: shown(text('sum by (environment) (framework_health_status)', ['component'])),
    says: [
      [
        'there is no label component here: raw() states it, and the query leaves environment',
        'sum by (environment) (framework_health_status)',
      ],
    ],
  },
  'values, groupings and legends that are there': {
    of: shown(
      'sum by (environment, le) (rate(framework_response_time_seconds_bucket{le=~"0.2|\\\\+Inf", operation_type!=""}[5m]))',
    ),
  },
  'nothing is said of a metric that is not known': { of: shown('sum by (region) (cows{colour="brown"})') },
  'a variable may hold any value': { of: shown('framework_health_status{component=~"$component"}') },
});
