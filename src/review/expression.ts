import { canonical } from '../model/json.ts';
import type { Node } from '../model/node.ts';
import { meaning } from '../promql/meaning.ts';
import { parse } from '../promql/parse.ts';
import { print } from '../promql/print.ts';

/**
 * Two queries, each on one line. The texts are the same exactly when Prometheus reads the same in both: what its grammar does
 * not know (other query languages, half a query) is compared as it is written.
 */
export function expressions(before: string, after: string): [before: string, after: string] {
  const [left, right] = [tree(before), tree(after)];
  if (left && right) {
    const told = print(right);
    return meaning(left) === meaning(right) ? [told, told] : [print(left), told];
  }
  const [was, is] = [oneLine(before), oneLine(after)];
  return was === is ? [canonical(before), canonical(after)] : [was, is];
}

/** A query on one line. */
export function expression(text: string): string {
  const node = tree(text);
  return node ? print(node) : oneLine(text);
}

/** Text without its line ends and what indents the lines. */
export const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

function tree(text: string): Node | undefined {
  const node = parse(text);
  return node.type === 'problem' ? undefined : node;
}
