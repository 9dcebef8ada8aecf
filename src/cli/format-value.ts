import type { Unit } from '../model/unit.ts';

/** A value as a person reads it in its unit: `182 ms`, `99.95 %`, `1.4 GiB`. */
export function formatValue(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return String(value);
  switch (unit) {
    case 'ratio':
      return `${round(value * 100)} %`;
    case 'percent':
      return `${round(value)} %`;
    case 'seconds':
      return duration(value);
    case 'bytes':
      return scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
    case 'usd':
      return `$${round(value)}`;
    case 'timestamp':
      return new Date(value * 1000).toISOString().slice(0, 19).replace('T', ' ');
    default:
      return unit.endsWith('/s')
        ? `${round(value)} ${unit === 'count/s' ? '' : unit.slice(0, -2)}/s`.replace('  ', ' ')
        : scaled(value, 1000, ['', 'k', 'M', 'G']).trim();
  }
}

const round = (value: number): string => String(Number(value.toPrecision(4)));

function scaled(value: number, base: number, units: readonly string[]): string {
  let step = 0;
  let rest = value;
  while (Math.abs(rest) >= base && step < units.length - 1) {
    rest /= base;
    step++;
  }
  return `${round(rest)} ${units[step]}`;
}

function duration(value: number): string {
  const size = Math.abs(value);
  if (size < 1) return `${round(value * 1000)} ms`;
  if (size < 120) return `${round(value)} s`;
  if (size < 7200) return `${round(value / 60)} min`;
  return size < 172_800 ? `${round(value / 3600)} h` : `${round(value / 86_400)} d`;
}
