import { annotation, labelVariable, matching, multiply, where } from '#lib';
import { healthStatus } from '../../catalog/availability.ts';
import { deploymentTimestamp } from '../../catalog/delivery.ts';
import { alerts } from '../../catalog/monitoring.ts';

/*
 * What every dashboard shares.
 */

/** First tag of every dashboard: by it they find one another. */
export const family = 'claude-code-modular-agents';

/** Which deployment is looked at. One at a time: a mean over environments describes none of them. */
export const environment = labelVariable({
  name: 'environment',
  title: 'Environment',
  of: healthStatus,
  label: 'environment',
});

/** A line where a version went live. The value is the moment itself, in seconds; Grafana wants milliseconds. */
export const deployed = annotation({
  name: 'Deployments',
  query: multiply(1000, where(deploymentTimestamp, { environment })),
  colour: 'blue',
  title: 'Deployed {{version}}',
  at: 'value',
});

/** A region for as long as an alert fires that somebody is paged for. */
export const paging = annotation({
  name: 'Paging alerts',
  query: where(alerts, { alertstate: 'firing', severity: matching(/critical|high/) }),
  colour: 'red',
  title: '{{alertname}}',
  text: '{{severity}}',
});

/** Words for the health of a component. */
export const health = {
  0: { text: 'down', colour: 'red' },
  0.5: { text: 'degraded', colour: 'orange' },
  1: { text: 'ok', colour: 'green' },
} as const;

/** Words for what is either there or not. */
export const available = {
  0: { text: 'unavailable', colour: 'red' },
  1: { text: 'available', colour: 'green' },
} as const;
