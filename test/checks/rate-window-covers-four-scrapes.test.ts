import { rateWindowCoversFourScrapes } from '../../src/checks/rate-window-covers-four-scrapes.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { rate } from '../../src/promql/range.ts';
import { alerting, health, operations, project, recording, shown, tells } from './fixture.ts';

tells(rateWindowCoversFourScrapes, {
  'one minute of a job that is scraped every 30 seconds': {
    of: shown(rate(operations, '1m')),
    says: [
      [
        '1m holds fewer than four samples of framework_github_operations_total, which is scraped every 30s',
        'rate(framework_github_operations_total[1m])',
      ],
    ],
  },
  'the same in raw text': {
    of: shown('sum(increase(framework_github_operations_total{outcome="failure"}[90s]))'),
    says: [
      [
        '90s holds fewer than four samples of framework_github_operations_total, which is scraped every 30s',
        'increase(framework_github_operations_total{outcome="failure"}[90s])',
      ],
    ],
  },
  'a recorded metric has the interval of its group': {
    of: project({
      rules: [
        {
          name: 'a',
          groups: [
            {
              name: 'b',
              interval: '5m',
              rules: [
                recording('environment:a:sum', sum(health, { by: ['environment'] })),
                alerting('deriv(environment:a:sum[10m]) > 1'),
              ],
            },
          ],
        },
      ],
    }),
    says: [
      [
        '10m holds fewer than four samples of environment:a:sum, which is recorded every 5m',
        'deriv(environment:a:sum[10m])',
      ],
    ],
  },
  '$__interval may be shorter than a scrape': {
    of: shown('rate(framework_command_executions_total[$__interval])'),
    says: [
      [
        'rate() over $__interval is empty when the reader zooms in: it may be shorter than a scrape',
        'rate(framework_command_executions_total[$__interval])',
      ],
    ],
  },
  'Grafana computes $__rate_interval from the data source, which knows nothing of a slower job': {
    of: shown('rate(framework_github_operations_total[$__rate_interval])'),
    says: [
      [
        '$__rate_interval may be 1m, which holds fewer than four samples of framework_github_operations_total, which is scraped every 30s',
        'rate(framework_github_operations_total[$__rate_interval])',
      ],
    ],
  },
  'four scrapes are enough, and so is $__rate_interval for a job of the usual interval': {
    of: shown(
      'rate(framework_github_operations_total[2m]) + rate(framework_command_executions_total[$__rate_interval])',
    ),
  },
  'a mean over a short window is no rate': { of: shown('avg_over_time(framework_health_status[30s])') },
});
