import { feed, fires, gap, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
import { cost, resourceUtilization } from '../../catalog/capacity.ts';
import { commandExecutions } from '../../catalog/commands.ts';
import {
  capacityApproaching,
  costPerCommand,
  costPerDay,
  overProvisioned,
  resourceExhaustion,
  resourceInsight,
  utilization,
  utilizationHigh,
} from '../capacity.ts';
import { here } from './here.ts';
import { insightScenarios } from './insights.ts';

const cpu = { ...here, resource_type: 'cpu' } as const;
const memory = { ...here, resource_type: 'memory' } as const;
const disk = { ...here, resource_type: 'disk' } as const;
const network = { ...here, resource_type: 'network' } as const;

/** What the rules about capacity must do. */
export const capacity: ScenarioFile = {
  name: 'capacity',
  scenarios: [
    scenario('the fullest instance counts, and only from above 80 % on for ten minutes', {
      every: '30s',
      given: [
        feed(resourceUtilization, { ...cpu, instance: 'a' }, hold(80, '20m'), hold(81)),
        feed(resourceUtilization, { ...cpu, instance: 'b' }, hold(10)),
      ],
      expect: [fires(utilizationHigh, '30m', { labels: cpu, summary: 'cpu is 81 % used.' })],
    }),
    scenario('memory counts too, and nine minutes do not', {
      every: '30s',
      given: [feed(resourceUtilization, memory, hold(50, '5m'), hold(95, '570s'), hold(50, '5m'), hold(82))],
      expect: [fires(utilizationHigh, '29m30s', { labels: memory, summary: 'memory is 82 % used.' })],
    }),
    scenario('a full disk or network wakes nobody', {
      every: '30s',
      given: [feed(resourceUtilization, disk, hold(95)), feed(resourceUtilization, network, hold(95))],
      expect: [quiet(utilizationHigh, '1h')],
    }),
    scenario('cpu, memory and disk above 70 % for half an hour are a reason to plan, network is none', {
      every: '30s',
      given: [
        feed(resourceUtilization, cpu, hold(70, '10m'), hold(71)),
        feed(resourceUtilization, memory, hold(70, '10m'), hold(72)),
        feed(resourceUtilization, disk, hold(70, '10m'), hold(73)),
        feed(resourceUtilization, network, hold(99)),
      ],
      expect: [
        fires(
          capacityApproaching,
          '40m',
          { labels: cpu, summary: 'cpu is 71 % used, for half an hour.' },
          { labels: memory, summary: 'memory is 72 % used, for half an hour.' },
          { labels: disk, summary: 'disk is 73 % used, for half an hour.' },
        ),
      ],
    }),
    scenario('a busy half hour that ends in time is none', {
      every: '30s',
      given: [feed(resourceUtilization, cpu, hold(75, '1770s'), hold(60))],
      expect: [quiet(capacityApproaching, '1h')],
    }),
    scenario('cpu above 90 % for five minutes sets automation off', {
      every: '30s',
      given: [feed(resourceUtilization, cpu, hold(90, '10m'), hold(91))],
      expect: [
        fires(resourceExhaustion, '15m', { labels: cpu, summary: 'cpu is 91 % used: automation acts.' }),
      ],
    }),
    scenario('full memory does not, nor does a short peak', {
      every: '30s',
      given: [
        feed(resourceUtilization, memory, hold(99)),
        feed(resourceUtilization, cpu, hold(50, '5m'), hold(99, '270s'), hold(50)),
      ],
      expect: [quiet(resourceExhaustion, '30m')],
    }),
    scenario('a week in which even the busiest hours leave most idle could do with less', {
      every: '5m',
      given: [
        feed(utilization, cpu, hold(31, '8h'), hold(29)),
        feed(utilization, memory, hold(90, '9h'), hold(20, '6d'), hold(90)),
        feed(utilization, disk, hold(1)),
      ],
      expect: [
        fires(overProvisioned, '161h5m', {
          labels: cpu,
          summary: 'cpu was hardly ever more than 29.35 % used in 7 days.',
        }),
      ],
    }),
    scenario('six days are enough to judge by, and no less', {
      every: '5m',
      given: [feed(utilization, memory, hold(29))],
      expect: [
        fires(overProvisioned, '145h', {
          labels: memory,
          summary: 'memory was hardly ever more than 29 % used in 7 days.',
        }),
      ],
    }),
    scenario('what was busy before these seven days does not count', {
      every: '5m',
      given: [feed(utilization, memory, hold(90, '5d'), hold(20))],
      expect: [
        fires(overProvisioned, '280h40m', {
          labels: memory,
          summary: 'memory was hardly ever more than 20 % used in 7 days.',
        }),
      ],
    }),
    scenario('nor do six days of seven that are spread over more', {
      every: '5m',
      given: [
        feed(
          utilization,
          memory,
          ...[hold(20, '4d'), gap('2d'), hold(20, '4d'), gap('2d'), hold(20, '4d'), gap('2d')],
          hold(90),
        ),
      ],
      expect: [quiet(overProvisioned, '18d')],
    }),
    ...insightScenarios(resourceInsight, 'resource_optimization', 'resources'),
    scenario('a day costs what all of it costs, and a command that succeeds bears its share of it', {
      every: '5m',
      given: [
        feed(cost, { ...here, cost_category: 'compute' }, grow(0.05, '30h'), grow(0.1)),
        feed(cost, { ...here, cost_category: 'llm_tokens' }, grow(0.05)),
        feed(commandExecutions, { ...here, status: 'success' }, grow(2)),
        feed(commandExecutions, { ...here, status: 'degraded' }, grow(2)),
        feed(commandExecutions, { ...here, status: 'failure' }, grow(9)),
      ],
      expect: [
        records(costPerDay, '29h', here, 144),
        records(costPerDay, '42h', here, 180.25),
        records(costPerCommand, '29h', here, 0.025),
      ],
    }),
  ],
};
