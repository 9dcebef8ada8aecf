import type { Unit } from '../../model/unit.ts';

const ids: Partial<Record<Unit, string>> = {
  bytes: 'bytes',
  'bytes/s': 'Bps',
  count: 'short',
  'count/s': 'ops',
  percent: 'percent',
  ratio: 'percentunit',
  score: 'none',
  seconds: 's',
  state: 'none',
  timestamp: 'dateTimeFromNow',
  usd: 'currencyUSD',
  'usd/s': 'currencyUSD',
};

/** The id under which Grafana formats a unit; `short` where it has none. */
export const grafanaUnit = (unit: Unit): string => ids[unit] ?? 'short';
