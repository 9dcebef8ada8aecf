/** Text of a TypeScript string in single quotes. */
export const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** `checkout_requests` as a variable is named: `checkoutRequests`. */
export const camel = (name: string): string =>
  name.replaceAll(/[_-]+(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Takes turns: the element at an index that may be larger than the list. */
export function turn<Item>(list: readonly Item[], at: number): Item {
  return list[at % list.length] as Item;
}

/** `[0, 1, 2]` for 3. */
export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Two digits and more, so that names sort as their numbers do. */
export const numbered = (name: string, at: number): string => `${name}-${String(at).padStart(4, '0')}`;

/** A file of a synthetic project. */
export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** `import { a, b } from 'x';`, with names in order. */
export const imported = (names: Iterable<string>, from: string): string =>
  `import { ${[...new Set(names)].sort().join(', ')} } from ${quoted(from)};\n`;
