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
 *   // Where logs are kept and looked at; a target may do without, or have nothing else.
 *   elastic: {
 *     elasticsearch: {
 *       url: 'https://logs.staging.example:9200',
 *       auth: { apiKey: fromVariable('ELASTICSEARCH_STAGING_KEY') },
 *     },
 *     kibana: {
 *       url: 'https://kibana.staging.example',
 *       auth: { apiKey: fromVariable('KIBANA_STAGING_KEY') },
 *       space: 'observability',
 *       // Where Kibana's readers find what it links to, and ids of its own where another space of that Kibana has the same.
 *       addresses: { 'http://grafana:3000': 'https://grafana.staging.example' },
 *       idSuffix: '-staging',
 *     },
 *   },
 *   // Another address than in datasources/, or one that is there already.
 *   datasources: { prometheus: { url: 'http://prometheus.staging:9090' }, jaeger: { existing: 'tempo' } },
 * }
 * ```
 *
 * The target `sandbox` needs no entry: `npm run sandbox` starts it.
 */
export const targets: readonly Target[] = [];
