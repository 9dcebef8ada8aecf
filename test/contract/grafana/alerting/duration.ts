import { badRequest, Refusal } from '../answer.ts';

// Durations go in as text and come back as Prometheus' model.Duration prints them: 300s as 5m, 24h as 1d, 4d as 4d.

const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const units = [
  ['y', 365 * 86400e3],
  ['w', 7 * 86400e3],
  ['d', 86400e3],
  ['h', 3600e3],
  ['m', 60e3],
  ['s', 1e3],
  ['ms', 1],
] as const;

/** The canonical form of a duration; `0s` for what is absent, bad request data for what is none. */
export function canonical(value: unknown): string {
  if (value === undefined || value === null || value === '0') return '0s';
  const [, ...amounts] = (typeof value === 'string' && value !== '' && pattern.exec(value)) || [];
  if (amounts.length === 0) throw new Refusal(badRequest);
  let left = units.reduce((sum, [, length], at) => sum + Number(amounts[at] ?? 0) * length, 0);
  if (left === 0) return '0s';
  let text = '';
  for (const [unit, length] of units) {
    // Years and weeks only where they fit exactly: 8 days stay 8d.
    if ((unit === 'y' || unit === 'w') && left % length !== 0) continue;
    const amount = Math.floor(left / length);
    if (amount > 0) text += `${amount}${unit}`;
    left -= amount * length;
  }
  return text;
}
