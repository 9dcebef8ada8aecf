import type { Condition, Operand } from '../../model/logstash.ts';
import { type Document, get } from './event.ts';
import { rubyExpression } from './ruby.ts';

/** Whether a condition holds for an event. */
export function holds(of: Condition, event: Document): boolean {
  switch (of.type) {
    case 'field':
      return isTrue(get(event, of.selector));
    case 'not':
      return !holds(of.of, event);
    case 'join': {
      const left = holds(of.left, event);
      const right = holds(of.right, event);
      if (of.connective === 'and') return left && right;
      if (of.connective === 'or') return left || right;
      return of.connective === 'xor' ? left !== right : !(left && right);
    }
    case 'compare':
      return compares(of.operator, read(of.left, event), read(of.right, event));
    case 'match': {
      const left = read(of.left, event);
      const matches = typeof left === 'string' && rubyExpression(of.pattern).test(left);
      return matches === (of.operator === '=~');
    }
    case 'in': {
      const left = read(of.left, event);
      const right = read(of.right, event);
      const isIn = Array.isArray(right)
        ? right.includes(left)
        : typeof right === 'string' && typeof left === 'string' && right.includes(left);
      return isIn !== of.isNegated;
    }
    default:
      return of satisfies never;
  }
}

const isTrue = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

function read(of: Operand, event: Document): unknown {
  if (of.type === 'field') return get(event, of.selector);
  if (of.type === 'string') return of.text;
  if (of.type === 'number') return of.number;
  return of.items.map((item) =>
    item.type === 'string' ? item.text : item.type === 'number' ? item.number : undefined,
  );
}

/** A text never equals a number, and nothing is above or below what is not there. */
function compares(operator: string, left: unknown, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const order = left < (right as typeof left) ? -1 : left > (right as typeof left) ? 1 : 0;
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}
