import type { Node, Place } from '../model/node.ts';
import { refuse } from './refuse.ts';

/** A number literal as Prometheus reads it: decimal, hexadecimal, octal, `Inf` or `NaN`. */
export function readNumber(text: string, place: Place): Node {
  // `0.$quantile`: a number only once Grafana filled it in.
  if (/[$[]/.test(text)) return { type: 'raw', text, place };
  if (/^\d.*[smhdwy]$/.test(text) && !/^0x/i.test(text))
    return refuse(`${text} stands for a number only in Prometheus 3: write seconds`, place);
  return { type: 'number', value: numberFrom(text.replaceAll('_', '').toLowerCase()), place };
}

function numberFrom(digits: string): number {
  if (digits === 'inf') return Number.POSITIVE_INFINITY;
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  return Number(digits);
}
