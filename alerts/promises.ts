import {
  anyOf,
  asUnit,
  count,
  matching,
  multiply,
  objective,
  or,
  percent,
  type RuleFile,
  rate,
  raw,
  ruleFile,
  subtract,
  sum,
  where,
} from '#lib';
import { grafanaHttpDuration, notifications, notificationsFailed, up } from '../catalog/monitoring.ts';

/*
 * What monitoring promises: the availability that the specification lists among its success metrics.
 */

const every = (name: string) => raw('ratio', ['objective'])`${name}`;
const numbers = (panel: string) => ({ dashboard: 'service-levels', panel }) as const;

const tools = where(up, {
  job: anyOf(
    'prometheus',
    'alertmanager',
    'grafana',
    'elasticsearch',
    'logstash',
    'jaeger-collector',
    'jaeger-query',
  ),
});

/** Counts time: a tool that is down for a tenth of the time is a tenth bad. */
export const monitoringUptime = objective({
  objective: 'monitoring-uptime',
  title: 'Monitoring is up',
  alert: 'MonitoringUptime',
  target: percent(99.9),
  total: count(tools),
  bad: subtract(count(tools), asUnit('count', sum(tools))),
  failing: 'monitoring is down',
  shownBy: numbers('promises-of-monitoring'),
});

/** Every target, at every scrape. */
export const dataCollection = objective({
  objective: 'data-collection',
  title: 'Scrapes that succeed',
  alert: 'MonitoringDataCollection',
  target: percent(99.5),
  total: count(up),
  bad: subtract(count(up), asUnit('count', sum(up))),
  failing: 'scrapes fail',
  shownBy: numbers('promises-of-monitoring'),
});

/** An alert that nobody gets is none. */
export const alertDelivery = objective({
  objective: 'alert-delivery',
  title: 'Notifications that arrive',
  alert: 'MonitoringAlertDelivery',
  target: percent(99.9),
  total: sum(rate(notifications, '5m')),
  bad: sum(rate(notificationsFailed, '5m')),
  failing: 'notifications fail',
  fewest: 3,
  shownBy: numbers('promises-of-monitoring'),
});

const dashboardRequests = sum(rate(grafanaHttpDuration.count, '5m'));

/** What Grafana answers with an error of its own. */
export const dashboardAvailability = objective({
  objective: 'dashboard-availability',
  title: 'Dashboards that load',
  alert: 'MonitoringDashboards',
  target: percent(99.5),
  total: dashboardRequests,
  bad: or(
    sum(rate(where(grafanaHttpDuration.count, { status_code: matching(/5../) }), '5m')),
    multiply(0, dashboardRequests),
  ),
  failing: 'requests to dashboards fail',
  fewest: 12,
  shownBy: numbers('promises-of-monitoring'),
});

/** The same series of all of them, for a table: without the label that chooses one. */
export const monitoringPromises = {
  errors1h: every('objective:sli_errors:ratio_rate1h'),
  errors30d: every('objective:sli_errors:ratio_rate30d'),
  budgetLeft: every('objective:error_budget_left:ratio_rate30d'),
} as const;

/** Rules of this subject. */
export const promises: RuleFile = ruleFile({
  name: 'promises',
  groups: [monitoringUptime, dataCollection, alertDelivery, dashboardAvailability].flatMap(
    ({ groups }) => groups,
  ),
});
