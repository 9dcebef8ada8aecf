import {
  ends,
  feed,
  fires,
  gap,
  grow,
  hold,
  quiet,
  records,
  type ScenarioFile,
  scenario,
  silent,
} from '#lib';
import { apiRequests, errors, healthStatus, operations } from '../../catalog/availability.ts';
import { up } from '../../catalog/monitoring.ts';
import {
  apiRequestsPerSecond,
  errorRateHigh,
  errorRatePercentage,
  errorRatio,
  errorRatioOver1m,
  errorRatioOver10m,
  frameworkDown,
  frameworkGone,
  highErrorRate,
} from '../availability.ts';
import { here } from './here.ts';
import { ratioScenarios, shareScenarios } from './shares.ts';

const one = { job: 'claude-framework', instance: 'a:8080' } as const;
const other = { job: 'claude-framework', instance: 'b:8080' } as const;
const gone = { labels: {}, summary: 'The framework is gone: no instance answers.' };
const down = { labels: here, summary: 'The framework is down, by its own account.' };
const overall = { ...here, component: 'overall' } as const;
const api = { ...here, component: 'api' } as const;

/** What the rules about availability must do. */
export const availability: ScenarioFile = {
  name: 'availability',
  scenarios: [
    scenario(
      'a framework that answers nobody for a minute is gone, and stays gone for six after its return',
      {
        given: [feed(up, one, hold(1, '2m'), hold(0, '3m'), hold(1))],
        expect: [fires(frameworkGone, '3m', gone), ends(frameworkGone, '11m')],
      },
    ),
    scenario('a framework that discovery has lost is gone', {
      given: [feed(up, one, hold(1, '2m'), gap()), feed(up, { job: 'prometheus' }, hold(1))],
      expect: [fires(frameworkGone, '8m', gone)],
    }),
    scenario('three missed scrapes are no outage', {
      given: [feed(up, one, hold(1, '2m'), hold(0, '45s'), hold(1))],
      expect: [quiet(frameworkGone, '10m')],
    }),
    scenario('one of two instances is enough', {
      given: [feed(up, one, hold(0)), feed(up, other, hold(1))],
      expect: [quiet(frameworkGone, '10m')],
    }),
    scenario('a framework that says that it is down is down, whatever its parts say', {
      given: [
        feed(healthStatus, overall, hold(1, '2m'), hold(0, '3m'), hold(0.5)),
        feed(healthStatus, api, hold(1)),
      ],
      expect: [fires(frameworkDown, '3m', down), ends(frameworkDown, '11m')],
    }),
    scenario(
      'a framework that one instance calls degraded is not down, nor is one without one of its parts',
      {
        given: [
          feed(healthStatus, { ...overall, ...one }, hold(0)),
          feed(healthStatus, { ...overall, ...other }, hold(0.5)),
          feed(healthStatus, { ...api, ...one }, hold(0)),
        ],
        expect: [quiet(frameworkDown, '10m')],
      },
    ),
    ...shareScenarios({
      alert: errorRateHigh,
      what: 'work ends in an error',
      of: operations,
      bad: { component: 'api', outcome: 'error' },
      good: { component: 'api', outcome: 'success' },
      share: errorRatioOver10m,
      window: '10m',
      beside: [{ component: 'api', outcome: 'success' }, 5],
      limit: [15, 735],
      well: '12m',
      at: '21m30s',
      summary: '2.048% of all work ends in an error.',
      fewest: 5,
      fewestSummary: '100% of all work ends in an error.',
    }),
    ...(
      [
        [errorRatio, '5m'],
        [errorRatioOver1m, '1m'],
      ] as const
    ).flatMap(([share, window]) =>
      ratioScenarios({
        what: 'work ends in an error',
        of: operations,
        bad: { component: 'api', outcome: 'error' },
        good: { component: 'api', outcome: 'success' },
        share,
        window,
      }),
    ),
    scenario('degraded work is no error', {
      given: [
        feed(operations, { ...api, outcome: 'degraded' }, grow(60)),
        feed(operations, { ...api, outcome: 'success' }, grow(180)),
        feed(operations, { ...here, component: 'auth', outcome: 'error' }, grow(60)),
      ],
      expect: [records(errorRatio, '12m', here, 0.2)],
    }),
    scenario('errors that are over are forgotten after ten minutes', {
      given: [
        feed(operations, { ...api, outcome: 'success' }, grow(60)),
        feed(operations, { ...api, outcome: 'error' }, hold(0, '12m'), grow(60, '2m'), hold(120)),
      ],
      expect: [ends(errorRateHigh, '23m45s')],
    }),
    scenario('a little more than a twentieth of errors for two minutes sets automation off', {
      given: [
        feed(operations, { ...api, outcome: 'success' }, grow(300, '5m'), grow(284)),
        feed(operations, { ...api, outcome: 'error' }, hold(0, '5m'), grow(16)),
      ],
      expect: [
        fires(highErrorRate, '7m45s', {
          labels: here,
          summary: '5.333% of all work ends in an error: automation acts.',
        }),
      ],
    }),
    scenario('a twentieth of errors does not', {
      given: [
        feed(operations, { ...api, outcome: 'success' }, grow(285)),
        feed(operations, { ...api, outcome: 'error' }, grow(15)),
      ],
      expect: [silent(highErrorRate, '20m')],
    }),
    scenario('a minute of errors does not', {
      given: [
        feed(operations, { ...api, outcome: 'success' }, grow(300)),
        feed(operations, { ...api, outcome: 'error' }, hold(0, '5m'), grow(150, '1m'), hold(150)),
      ],
      expect: [quiet(highErrorRate, '20m')],
    }),
    scenario('fewer than five errors in ten minutes do not', {
      given: [
        feed(operations, { ...api, outcome: 'success' }, hold(7, '12m'), grow(0.05)),
        feed(
          operations,
          { ...api, outcome: 'error' },
          hold(0, '12m'),
          hold(5, '5m'),
          hold(5, '8m'),
          grow(0.625),
        ),
      ],
      expect: [
        fires(highErrorRate, '2085s', {
          labels: here,
          summary: '92.59% of all work ends in an error: automation acts.',
        }),
      ],
    }),
    scenario('names of the specification are kept alive', {
      given: [
        feed(operations, { ...api, outcome: 'success' }, grow(120)),
        feed(errors, { ...api, error_type: 'Timeout', impact: 'none' }, grow(3, '10m'), grow(9)),
        feed(errors, { ...api, error_type: 'Timeout', impact: 'command_failed' }, grow(3)),
        feed(
          apiRequests,
          { ...here, endpoint: 'other', method: 'GET', status_code: '2xx' },
          grow(60, '10m'),
          grow(180),
        ),
        feed(apiRequests, { ...here, endpoint: 'other', method: 'GET', status_code: '5xx' }, grow(30)),
      ],
      expect: [
        records(errorRatePercentage, '9m', { ...api, error_type: 'Timeout' }, 5),
        records(errorRatePercentage, '12m15s', { ...api, error_type: 'Timeout' }, 7.5),
        records(apiRequestsPerSecond, '9m', { ...here, endpoint: 'other', method: 'GET' }, 1.5),
        records(apiRequestsPerSecond, '12m15s', { ...here, endpoint: 'other', method: 'GET' }, 2.5),
      ],
    }),
  ],
};
