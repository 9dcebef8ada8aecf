import type { Dashboard, Drilldown, KibanaTag } from '#lib';

/*
 * What all views and dashboards share.
 */

/** Where Grafana and Jaeger are, unless a target knows other addresses: `addresses` in platform/targets.ts. */
const addresses = { grafana: 'http://grafana:3000', jaeger: 'http://jaeger-query:16686' } as const;

/** By it everything of ours is found. */
export const family: KibanaTag = {
  id: 'claude-code-modular-agents',
  name: 'claude-code-modular-agents',
  description: 'Logs of Claude Code Modular Agents',
  colour: '#6092c0',
};

/** What few may see: it has views of its own, and indices of their own. */
export const restricted: KibanaTag = {
  id: 'restricted-logs',
  name: 'restricted-logs',
  description: 'Security and audit logs, which only some may read',
  colour: '#e7664c',
};

/** The trace that a line is a part of. */
export const toTrace = { trace_id: `${addresses.jaeger}/trace/{{value}}` } as const;

/** The Grafana dashboard of the same subject, for the time that the reader looks at. */
export const inGrafana = ({ uid, title }: Dashboard): Drilldown => ({
  title: `${title} in Grafana`,
  url: `${addresses.grafana}/d/${uid}?from={{from}}&to={{to}}`,
});
