import { createHash } from 'node:crypto';
import { canonical } from '../model/json.ts';
import { once } from '../model/once.ts';

/** What stands for a value: the same for the same JSON, whatever the order of its keys. Twenty hexadecimal digits. */
export function digest(value: unknown): string {
  return typeof value === 'object' && value !== null ? digestOfObject(value) : hashed(value);
}

/** A plan asks for it, and what is announced and noted of each write asks again. */
const digestOfObject = once((value: object) => hashed(value));

const hashed = (value: unknown): string =>
  createHash('sha256').update(canonical(value)).digest('hex').slice(0, 20);
