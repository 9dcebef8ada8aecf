import type { LogView } from '../../model/log.ts';
import { type Charts, charts } from './charts.ts';
import { type Groups, groups } from './groups.ts';
import { type Lines, lines } from './lines.ts';
import { type Questions, questions } from './questions.ts';
import { type Values, values } from './values.ts';

/** Everything that can be said about the lines of a view. */
export type Reading<Fields, Id extends string> = Charts<Id> &
  Groups<Fields, Id> &
  Lines<Fields, Id> &
  Questions<Fields, Id> &
  Values<Fields, Id>;

/**
 * The words for the lines of a view, which know its fields:
 *
 * ```ts
 * const { count, is, metric } = reading(frameworkLogs);
 * metric({ title: 'Errors', description: 'How many?', value: count({ where: is('level', 'ERROR') }) });
 * ```
 */
export function reading<Fields, Id extends string>(view: LogView<Fields, Id>): Reading<Fields, Id> {
  // Not a spread: the compiler would compare every function with itself.
  return Object.assign({}, charts(view), groups(view), lines(view), questions(view), values(view));
}
