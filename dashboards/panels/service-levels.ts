import {
  anyOf,
  linkTo,
  min,
  ms,
  type PanelSpec,
  percent,
  series,
  stat,
  subtract,
  sum,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { commandSuccess } from '../../alerts/commands.ts';
import { responseP95 } from '../../alerts/performance.ts';
import { gateCompliance } from '../../alerts/quality-gates.ts';
import { healthStatus } from '../../catalog/availability.ts';
import { incidentsOpen } from '../../catalog/incidents.ts';
import { environment, health } from './house.ts';

/*
 * The answers to "is it fine?", used by more than one dashboard. Each is a function: a panel belongs to one dashboard.
 */

type Answers = Pick<PanelSpec, 'answers' | 'links'>;

/** The framework as its users see it. */
export const healthNow = (spec: Answers) =>
  stat({
    title: 'Health',
    description: 'Is the framework up, as its users see it?',
    series: series(min(where(healthStatus, { environment, component: 'overall' })), 'overall'),
    thresholds: worseBelow(1, 0.5),
    states: health,
    tile: true,
    ...spec,
  });

/** Availability over 30 days against 99.9 %. */
export const availability30d = (spec: Answers) =>
  stat({
    title: 'Availability, 30 days',
    description: 'Did at least 99.9 % of valid commands do their work during the last 30 days?',
    series: series(subtract(percent(100), where(commandSuccess.errors30d, { environment })), ''),
    thresholds: worseBelow(percent(99.9)),
    decimals: 3,
    tile: true,
    ...spec,
  });

/** Response time against 200 ms. */
export const responseTimeNow = (spec: Answers) =>
  stat({
    title: 'Response time, p95',
    description: 'Do 95 of 100 answers take less than 200 ms?',
    series: series(where(responseP95, { environment }), ''),
    thresholds: worseAbove(ms(200), ms(500)),
    decimals: 0,
    tile: true,
    ...spec,
  });

/** Gate compliance over 30 days against 90 %. */
export const gateCompliance30d = (spec: Answers) =>
  stat({
    title: 'Gate compliance, 30 days',
    description: 'Did more than 90 % of the quality checks of the last 30 days pass?',
    series: series(subtract(percent(100), where(gateCompliance.errors30d, { environment })), ''),
    thresholds: worseBelow(percent(90), percent(85)),
    decimals: 1,
    tile: true,
    ...spec,
  });

/** Incidents that somebody should be working on. */
export const openIncidents = (spec: Answers) =>
  stat({
    title: 'Open incidents',
    description: 'Is anybody working on a critical or high incident right now?',
    series: series(sum(where(incidentsOpen, { environment, severity: anyOf('critical', 'high') })), ''),
    thresholds: worseAbove(1),
    decimals: 0,
    tile: true,
    links: [linkTo('operations-monitoring', 'Open incidents', { panel: 'incidents-open' })],
    ...spec,
  });
