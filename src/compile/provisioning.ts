import type { Secret } from '../model/datasource.ts';

/** Where Grafana's own files are written. */
export const provisioningRoot = 'grafana-provisioning';

/** `\${NAME}`, which Grafana replaces by the value of its environment variable. */
export const reference = ({ env }: Secret): string => `\${${env}}`;

/** Grafana expands `$` in provisioning values; a literal one is written twice. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, literal(member)]));
}
