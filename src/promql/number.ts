import { secondsOf } from '../model/duration.ts';
import type { Node, Place } from '../model/node.ts';

/** A number literal as Prometheus reads it: decimal, hexadecimal, octal, `Inf`, `NaN`, or (3.x) a duration in seconds. */
export function readNumber(text: string, place: Place): Node {
  // `0.$quantile`: a number only once Grafana filled it in.
  if (/[$[]/.test(text)) return { type: 'raw', text, place };
  return { type: 'number', value: numberFrom(text.replaceAll('_', '').toLowerCase()), place };
}

function numberFrom(digits: string): number {
  if (digits === 'inf') return Number.POSITIVE_INFINITY;
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  if (/[smhdwy]$/.test(digits) && !digits.startsWith('0x')) return secondsOf(digits);
  return Number(digits);
}
