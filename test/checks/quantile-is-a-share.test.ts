import { quantileIsAShare } from '../../src/checks/quantile-is-a-share.ts';
import { quantile } from '../../src/promql/aggregate.ts';
import { health, shown, tells } from './fixture.ts';

const share = (name: string, q: number): string =>
  `${name}() takes a share from 0 to 1, and ${q} is none: Prometheus answers with infinity`;

tells(quantileIsAShare, {
  'a percentage of a histogram': {
    of: shown('histogram_quantile(95, rate(framework_response_time_seconds_bucket[5m]))'),
    says: [[share('histogram_quantile', 95), '95']],
  },
  'a number below 0': {
    of: shown('quantile_over_time(-0.5, framework_health_status[1h])'),
    says: [[share('quantile_over_time', -0.5), '-0.5']],
  },
  'a number that the compiler did not know': {
    of: shown(quantile(90 as number, health)),
    says: [[share('quantile', 90), '90']],
  },
  'a share': { of: shown('quantile(0.9, framework_health_status) + quantile(1, up)') },
  'a variable': { of: shown('quantile($q, framework_health_status)') },
});
