import { ends, feed, fires, grow, hold, quiet, records, type ScenarioFile, scenario, silent } from '#lib';
import { qualityGateChecks } from '../../catalog/quality-gates.ts';
import {
  compliance1h,
  complianceLow,
  executed,
  failureRatio,
  failuresHigh,
  gateCompliance,
} from '../quality-gates.ts';
import { burnScenarios } from './burns.ts';
import { here } from './here.ts';
import { ratioScenarios, shareScenarios } from './shares.ts';

const tdd = { ...here, gate_type: 'tdd', severity: 'high' } as const;
const objective = { ...here, objective: 'gate-compliance' };

/** What the rules about quality gates must do. */
export const qualityGates: ScenarioFile = {
  name: 'quality-gates',
  scenarios: [
    ...shareScenarios({
      alert: failuresHigh,
      what: 'checks fail',
      of: qualityGateChecks,
      bad: { gate_type: 'tdd', severity: 'high', status: 'failed' },
      good: { gate_type: 'tdd', severity: 'high', status: 'passed' },
      share: failureRatio,
      window: '10m',
      beside: [{ gate_type: 'tdd', severity: 'high', status: 'passed' }, 10],
      limit: [60, 240],
      well: '12m',
      at: '21m30s',
      summary: '20.47% of quality checks fail.',
      fewest: 5,
      fewestSummary: '100% of quality checks fail.',
    }),
    scenario('failures that are over are forgotten after ten minutes', {
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'passed' }, grow(60)),
        feed(qualityGateChecks, { ...tdd, status: 'error' }, hold(0, '12m'), grow(240, '2m'), grow(0)),
      ],
      expect: [ends(failuresHigh, '23m15s')],
    }),
    ...ratioScenarios({
      what: 'checks pass',
      of: qualityGateChecks,
      bad: { gate_type: 'tdd', severity: 'high', status: 'passed' },
      good: { gate_type: 'tdd', severity: 'high', status: 'failed' },
      share: compliance1h,
      window: '1h',
    }),
    scenario('skipped checks do not count, and a warning is no failure', {
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'passed' }, grow(60)),
        feed(qualityGateChecks, { ...tdd, status: 'warning' }, grow(45)),
        feed(qualityGateChecks, { ...tdd, status: 'failed' }, grow(10)),
        feed(qualityGateChecks, { ...tdd, status: 'error' }, grow(5)),
        feed(qualityGateChecks, { ...tdd, status: 'skipped' }, grow(600)),
      ],
      expect: [
        quiet(failuresHigh, '20m'),
        records(gateCompliance.rules.total, '20m', objective, 2),
        records(gateCompliance.rules.bad, '20m', objective, 0.25),
      ],
    }),
    scenario('checks that are all skipped are no failures', {
      given: [feed(qualityGateChecks, { ...tdd, status: 'skipped' }, grow(60))],
      expect: [
        quiet(failuresHigh, '20m'),
        records(compliance1h, '20m', here),
        records(executed, '20m', here, 0),
      ],
    }),
    scenario('compliance a little below 85 % over an hour is told of after ten minutes more', {
      every: '1m',
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'passed' }, grow(256, '70m'), grow(212)),
        feed(qualityGateChecks, { ...tdd, status: 'failed' }, hold(0, '70m'), grow(40)),
        feed(qualityGateChecks, { ...tdd, status: 'skipped' }, grow(600)),
      ],
      expect: [
        fires(complianceLow, '136m', { labels: here, summary: 'Only 84.13% of quality checks pass.' }),
      ],
    }),
    scenario('compliance of 85 % is not', {
      every: '1m',
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'warning' }, grow(204)),
        feed(qualityGateChecks, { ...tdd, status: 'failed' }, grow(36)),
      ],
      expect: [silent(complianceLow, '150m')],
    }),
    scenario('a bad ten minutes do not make a bad hour', {
      every: '1m',
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'passed' }, grow(60, '80m'), grow(1200)),
        feed(qualityGateChecks, { ...tdd, status: 'failed' }, hold(0, '70m'), grow(120, '10m'), grow(0)),
      ],
      expect: [quiet(complianceLow, '150m')],
    }),
    scenario('9 failures in an hour are too few to judge compliance by, 10 are not', {
      every: '1m',
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'passed' }, hold(7)),
        feed(qualityGateChecks, { ...tdd, status: 'skipped' }, hold(0, '70m'), hold(50)),
        feed(qualityGateChecks, { ...tdd, status: 'failed' }, hold(0, '70m'), hold(9, '20m'), hold(10)),
      ],
      expect: [fires(complianceLow, '100m', { labels: here, summary: 'Only 0% of quality checks pass.' })],
    }),
    scenario('nor are twelve that are spread over more than an hour', {
      every: '1m',
      given: [
        feed(qualityGateChecks, { ...tdd, status: 'failed' }, hold(0, '70m'), hold(6, '65m'), hold(12)),
      ],
      expect: [quiet(complianceLow, '200m')],
    }),
    ...burnScenarios(gateCompliance, { labels: here, failing: 'quality checks fail' }),
  ],
};
