import { queryParses } from '../../src/checks/query-parses.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { rate } from '../../src/promql/range.ts';
import { executions, shown, tells, text } from './fixture.ts';

tells(queryParses, {
  'raw text that is no PromQL is shown where it breaks': {
    of: shown('sum(rate(framework_health_status[5m])'),
    says: [['the query is not PromQL: the query ends too early', ')']],
  },
  'raw text inside a typed query is shown in the text of the whole': {
    of: shown(sum(text('up up') as never)),
    says: [['the query is not PromQL: up is not expected here', 'up']],
  },
  'raw text that ends in a comment stands inside a typed query': {
    of: shown(sum(text('up # of all') as never)),
  },
  'a function gets what it needs': {
    of: shown('rate(framework_command_executions_total)'),
    says: [
      [
        'Prometheus refuses the query: rate() needs a range such as metric[5m], and gets a vector',
        'rate(framework_command_executions_total)',
      ],
    ],
  },
  'an unknown function is named': {
    of: shown('median(up)'),
    says: [['the query is not PromQL: median is not a function of PromQL', 'median']],
  },
  'raw text with Grafana variables is fine': {
    of: shown('sum(rate(framework_command_executions_total{environment="$environment"}[$__rate_interval]))'),
  },
  'typed queries are not parsed': { of: shown(sum(rate(executions, '5m'))) },
});
