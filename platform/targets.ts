import type { Target } from '#lib';

/**
 * Where `npm run plan` and `npm run deploy` may go. Credentials are names of variables or files, never values:
 *
 * ```ts
 * {
 *   name: 'staging',
 *   grafana: {
 *     url: 'https://grafana.staging.example',
 *     auth: { token: fromVariable('GRAFANA_STAGING_TOKEN') },
 *   },
 *   // Another address than in datasources/, or one that is there already.
 *   datasources: { prometheus: { url: 'http://prometheus.staging:9090' }, jaeger: { existing: 'tempo' } },
 * }
 * ```
 *
 * The target `sandbox` needs no entry: `npm run sandbox` starts it.
 */
export const targets: readonly Target[] = [];
