import { canonical, isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { colour, figureIn, plain, quoted } from '../words.ts';
import { link } from './link.ts';
import { compareMappings } from './mappings.ts';
import { compareThresholds } from './thresholds.ts';

/** The unit that each version of something is shown in. */
export type Units = readonly [before: unknown, after: unknown];

/** What differs in how a panel shows its values: the defaults, and what is other for some fields. */
export function compareFields(of: Comparison): void {
  const units = [of.before, of.after].map(({ defaults }) => (isJson(defaults) ? defaults.unit : undefined));
  of.member('defaults', (defaults) => compareField(defaults, [undefined, undefined]), '');
  of.list('overrides', override(units as unknown as Units));
  of.rest();
}

/** `inherited` are the units of a field that names none. */
function compareField(of: Comparison, inherited: Units): void {
  const units = [of.before.unit ?? inherited[0], of.after.unit ?? inherited[1]] as const;
  const figures = [figureIn(units[0]), figureIn(units[1])] as const;
  of.fact('displayName', 'name', quoted);
  of.fact('description', 'field description', quoted);
  of.fact('unit');
  of.fact('decimals');
  of.fact('min', 'min', figures);
  of.fact('max', 'max', figures);
  of.fact('color', 'colour', colour);
  of.fact('noValue', 'text without data', quoted);
  of.member('thresholds', (thresholds) => compareThresholds(thresholds, units), 'thresholds.');
  compareMappings(of);
  of.list('links', link);
  of.rest();
}

/** What is other for the fields that a matcher names. */
function override(inherited: Units): Part {
  return {
    noun: 'override',
    name: ({ matcher }) => matcherInWords(matcher),
    keys: ({ matcher }) => [canonical(matcher)],
    compare: (of) => {
      of.structure('properties', (before, after) => {
        const [was, is] = [propertiesOf(before ?? []), propertiesOf(after ?? [])];
        if (was && is) compareField(of.inside(was, is, of.at), inherited);
      });
      of.rest();
    },
    tell: ({ properties }) => {
      const named = propertiesOf(properties);
      return named && Object.keys(named).sort().join(', ');
    },
  };
}

/** Properties by name: a property is one member of a field. */
function propertiesOf(properties: unknown): Json | undefined {
  if (!Array.isArray(properties) || !properties.every(isJson)) return undefined;
  const named = new Map(properties.map(({ id, value }) => [String(id), value]));
  return named.size === properties.length ? Object.fromEntries(named) : undefined;
}

function matcherInWords(matcher: unknown): string {
  if (!isJson(matcher) || typeof matcher.options !== 'string') return plain(matcher);
  switch (matcher.id) {
    case 'byName':
      return matcher.options;
    case 'byRegexp':
      return /^\/.*\/$/.test(matcher.options) ? matcher.options : `/${matcher.options}/`;
    case 'byType':
      return `of type ${matcher.options}`;
    case 'byFrameRefID':
      return `of query ${matcher.options}`;
    default:
      return plain(matcher);
  }
}
