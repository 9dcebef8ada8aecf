import { feed, grow, hold, records, type ScenarioFile, scenario } from '#lib';
import { grafanaHttpDuration, notifications, notificationsFailed, up } from '../../catalog/monitoring.ts';
import { alertDelivery, dashboardAvailability, dataCollection, monitoringUptime } from '../promises.ts';
import { burnScenarios } from './burns.ts';

/** What the objectives of monitoring must do. */
export const promises: ScenarioFile = {
  name: 'promises',
  scenarios: [
    scenario('tools that are down are bad, every other target that is down fails scrapes', {
      given: [
        feed(up, { job: 'prometheus' }, hold(1)),
        feed(up, { job: 'grafana' }, hold(0)),
        feed(up, { job: 'jaeger-query' }, hold(0)),
        feed(up, { job: 'claude-framework' }, hold(0)),
        feed(up, { job: 'github-integration' }, hold(1)),
      ],
      expect: [
        records(monitoringUptime.rules.total, '5m', { objective: 'monitoring-uptime' }, 3),
        records(monitoringUptime.rules.bad, '5m', { objective: 'monitoring-uptime' }, 2),
        records(dataCollection.rules.total, '5m', { objective: 'data-collection' }, 5),
        records(dataCollection.rules.bad, '5m', { objective: 'data-collection' }, 3),
      ],
    }),
    scenario('notifications that fail are bad', {
      given: [
        feed(notifications, { integration: 'slack' }, grow(60)),
        feed(notifications, { integration: 'email' }, grow(60, '10m'), grow(180)),
        feed(notificationsFailed, { integration: 'slack' }, hold(0, '10m'), grow(30)),
      ],
      expect: [
        records(alertDelivery.rules.total, '9m', { objective: 'alert-delivery' }, 2),
        records(alertDelivery.rules.total, '12m', { objective: 'alert-delivery' }, 2.9),
        records(alertDelivery.rules.bad, '12m', { objective: 'alert-delivery' }, 0.225),
      ],
    }),
    scenario('dashboards that Grafana fails to answer with are bad, and none of them is 0', {
      given: [
        feed(grafanaHttpDuration.count, { status_code: '200' }, grow(60)),
        feed(grafanaHttpDuration.count, { status_code: '404' }, grow(60, '10m'), grow(180)),
      ],
      expect: [
        records(dashboardAvailability.rules.total, '12m', { objective: 'dashboard-availability' }, 2.9),
        records(dashboardAvailability.rules.bad, '12m', { objective: 'dashboard-availability' }, 0),
      ],
    }),
    scenario('some of them are some', {
      given: [
        feed(grafanaHttpDuration.count, { status_code: '200' }, grow(60)),
        feed(grafanaHttpDuration.count, { status_code: '503' }, hold(0, '10m'), grow(30)),
      ],
      expect: [
        records(dashboardAvailability.rules.bad, '12m', { objective: 'dashboard-availability' }, 0.225),
      ],
    }),
    ...burnScenarios(monitoringUptime, { labels: {}, failing: 'monitoring is down' }),
    ...burnScenarios(dataCollection, { labels: {}, failing: 'scrapes fail' }),
    ...burnScenarios(alertDelivery, { labels: {}, failing: 'notifications fail' }),
    ...burnScenarios(dashboardAvailability, { labels: {}, failing: 'requests to dashboards fail' }),
  ],
};
