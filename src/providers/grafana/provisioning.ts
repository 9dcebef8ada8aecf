import type { Observed } from '../../model/provider.ts';

/** Address of Grafana's API for everything that concerns alerts. What it writes is read-only in the browser. */
export const provisioning = '/api/v1/provisioning';

/** The word for writes that change Alertmanager's configuration, which Grafana keeps as one document: they go one after the other. */
export const alertmanager = 'alertmanager';

/** Why an object may not be written by us: `provenance` tells who wrote it. */
export function heldBy(provenance: string | undefined): Pick<Observed, 'locked'> {
  if (!provenance || provenance === 'api') return {};
  return { locked: provenance === 'file' ? 'provisioned from a file' : `written by ${provenance}` };
}

/**
 * A duration as Prometheus writes it, so that `300s`, `5m` and `5m0s` are one. Text that is no duration stays what it is.
 */
export function duration(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  let rest = 0;
  const left = text.replaceAll(/(\d+)(ms|[smhdwy])/g, (_, amount: string, unit: string) => {
    rest += Number(amount) * (milliseconds[unit] ?? 0);
    return '';
  });
  if (left !== '' && left !== '0') return text;
  if (rest === 0) return '0s';
  let out = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const length = milliseconds[unit] as number;
    if (rest >= length) out += `${Math.floor(rest / length)}${unit}`;
    rest %= length;
  }
  return out;
}

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1e3,
  m: 60e3,
  h: 3600e3,
  d: 86400e3,
  w: 7 * 86400e3,
  y: 365 * 86400e3,
};
