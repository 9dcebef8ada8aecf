import { canonical } from '../model/json.ts';
import { parse } from '../promql/parse.ts';
import { print } from '../promql/print.ts';

/**
 * Two queries, each on one line. The texts are the same exactly when Prometheus reads the same in both: what its grammar does
 * not know (other query languages, half a query) is compared as it is written.
 */
export function expressions(before: string, after: string): [before: string, after: string] {
  const [left, right] = [printed(before), printed(after)];
  if (left !== undefined && right !== undefined) return [left, right];
  const [was, is] = [oneLine(before), oneLine(after)];
  return was === is ? [canonical(before), canonical(after)] : [was, is];
}

/** A query on one line. */
export const expression = (text: string): string => printed(text) ?? oneLine(text);

/** Text without its line ends and what indents the lines. */
export const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

function printed(text: string): string | undefined {
  const node = parse(text);
  return node.type === 'problem' ? undefined : print(node);
}
