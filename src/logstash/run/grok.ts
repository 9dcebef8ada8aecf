import { Failure } from '../../model/failure.ts';
import type { PluginOptions } from '../plugins.ts';
import { type Document, get, set, tag } from './event.ts';
import { rubyExpression } from './ruby.ts';

/** Patterns that grok brings along, as far as we use them. */
const builtIn: Readonly<Record<string, string>> = {
  DATA: '.*?',
  GREEDYDATA: '.*',
  INT: '(?:[+-]?(?:[0-9]+))',
  NOTSPACE: '\\S+',
  WORD: '\\b\\w+\\b',
};

/** A part of a text that a pattern names. */
export interface Capture {
  readonly group: string;
  readonly field: string;
  readonly as: string | undefined;
}

/** The filter `grok`: the first pattern that matches names parts of a text; when none does, the event is tagged. */
export function grok(options: PluginOptions['grok'], event: Document): boolean {
  const { match, pattern_definitions = {}, overwrite = [] } = options;
  for (const [field, patterns] of Object.entries(match)) {
    const held = get(event, field);
    for (const pattern of [patterns].flat()) {
      const captures: Capture[] = [];
      const source = grokExpression(pattern, pattern_definitions, captures);
      const found = typeof held === 'string' ? rubyExpression(source).exec(held) : null;
      if (!found) continue;
      for (const { group, field: to, as } of captures) {
        const part = found.groups?.[group];
        if (part === undefined || part === '') continue;
        const value = as === 'int' ? Number.parseInt(part, 10) : as === 'float' ? Number(part) : part;
        const before = get(event, to);
        set(event, to, before === undefined || overwrite.includes(to) ? value : [before, value].flat());
      }
      return true;
    }
  }
  for (const name of options.tag_on_failure ?? ['_grokparsefailure']) tag(event, name);
  return false;
}

/** The regular expression that a pattern of grok stands for, with those that are defined beside it. */
export const grokExpression = (
  pattern: string,
  definitions: Readonly<Record<string, string>>,
  captures: Capture[] = [],
): string => expand(pattern, { ...builtIn, ...definitions }, captures);

/** Puts in what `%{NAME:field:type}` stands for. Fields get groups of their own names, since a group cannot be called `[a][b]`. */
function expand(
  pattern: string,
  known: Readonly<Record<string, string>>,
  captures: Capture[],
  depth = 0,
): string {
  return pattern.replaceAll(
    /%\{(\w+)(?::([^:}]+))?(?::(int|float))?\}/g,
    (_, name: string, field?: string, as?: string) => {
      const source = known[name];
      if (source === undefined || depth > 20)
        throw new Failure(`grok does not know the pattern ${name}`, {
          why:
            source === undefined
              ? 'it is neither defined here nor one that grok brings along'
              : 'it contains itself',
          next: `define ${name} in pattern_definitions`,
        });
      const inner = expand(source, known, captures, depth + 1);
      if (!field) return `(?:${inner})`;
      const group = `field${captures.length}`;
      captures.push({ group, field, as });
      return `(?<${group}>${inner})`;
    },
  );
}
