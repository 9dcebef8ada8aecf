import { recordedSeriesStaysVisible } from '../../src/checks/recorded-series-stays-visible.ts';
import { alerting, project, recording, tells } from './fixture.ts';

const rules = (interval: string, reader: string) =>
  project({
    rules: [
      {
        name: 'a',
        groups: [
          {
            name: 'slow',
            interval,
            rules: [recording('environment:a:sum', 'sum by (environment) (framework_health_status)')],
          },
          { name: 'fast', interval: '15s', rules: [alerting(reader)] },
        ],
      },
    ],
  });

tells(recordedSeriesStaysVisible, {
  'a series that is recorded as seldom as Prometheus forgets': {
    of: rules('5m', 'environment:a:sum > 3'),
    says: [
      [
        'environment:a:sum is recorded every 5m, and Prometheus forgets a sample after 5m: one late evaluation and this is empty',
        'environment:a:sum',
      ],
    ],
  },
  'recorded more often': { of: rules('1m', 'environment:a:sum > 3') },
  'read over a window': { of: rules('5m', 'last_over_time(environment:a:sum[15m]) > 3') },
});
