import type { Target } from '#lib';

/**
 * Where `npm run plan` and `npm run deploy` may go. Credentials are names of variables or files, never values:
 *
 * ```ts
 * {
 *   name: 'production',
 *   grafana: {
 *     url: 'https://grafana.production.example',
 *     auth: { token: fromVariable('GRAFANA_PRODUCTION_TOKEN') },
 *   },
 *   // Where logs are kept and looked at; a target may do without, or have nothing else.
 *   elastic: {
 *     elasticsearch: {
 *       url: 'https://logs.production.example:9200',
 *       auth: { apiKey: fromVariable('ELASTICSEARCH_PRODUCTION_KEY') },
 *     },
 *     kibana: {
 *       url: 'https://kibana.production.example',
 *       auth: { apiKey: fromVariable('KIBANA_PRODUCTION_KEY') },
 *       space: 'observability',
 *       // Where Kibana's readers find what it links to, and ids of its own where another space of that Kibana has the same.
 *       addresses: { 'http://grafana:3000': 'https://grafana.staging.example' },
 *       idSuffix: '-staging',
 *     },
 *   },
 *   // Another address than in datasources/, or one that is there already.
 *   datasources: { prometheus: { url: 'http://prometheus.production:9090' }, jaeger: { existing: 'tempo' } },
 * }
 * ```
 *
 * The workflows of .github/ go to `production`, with these variables.
 *
 * The target `sandbox` needs no entry: `npm run sandbox` starts it.
 */
export const targets: readonly Target[] = [];
