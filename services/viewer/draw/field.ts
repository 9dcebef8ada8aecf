import type { FieldJson, PanelJson } from '../board/json.ts';
import type { Theme } from './theme.ts';
import { formatValue } from './units.ts';

/** A value as it is shown. */
export interface Shown {
  readonly text: string;
  /** The colour that a mapping or a threshold gives it. */
  readonly colour: string;
  /** Whether it was given a word. */
  readonly mapped: boolean;
}

/** How the values of a series are shown: the panel's defaults, and what overrides say of this name. */
export function fieldOf({ fieldConfig }: PanelJson, name: string): FieldJson {
  let field: FieldJson = fieldConfig?.defaults ?? {};
  for (const { matcher, properties } of fieldConfig?.overrides ?? []) {
    if (!isMatch(matcher, name)) continue;
    for (const { id, value } of properties) {
      field = id.startsWith('custom.')
        ? { ...field, custom: { ...field.custom, [id.slice(7)]: value } }
        : { ...field, [id]: value };
    }
  }
  return field;
}

function isMatch(
  { id, options }: { readonly id: string; readonly options?: unknown },
  name: string,
): boolean {
  if (id === 'byName') return options === name;
  if (id === 'byRegexp') return new RegExp(String(options).replace(/^\/(.*)\/$/, '$1')).test(name);
  return false;
}

/** A value in the words, the unit and the colour of its field. */
export function show(value: number, field: FieldJson, theme: Theme, now?: number): Shown {
  const word = wordFor(value, field);
  const colour = theme.colour(word?.color ?? thresholdColour(value, field));
  if (word?.text !== undefined) return { text: word.text, colour, mapped: true };
  if (Number.isNaN(value)) return { text: field.noValue ?? '-', colour: theme.quiet, mapped: false };
  return { text: formatValue(value, field.unit, field.decimals, now), colour, mapped: false };
}

interface Word {
  readonly text?: string;
  readonly color?: string;
  readonly index?: number;
}

/** The word that a mapping has for a value. */
export function wordFor(value: number, { mappings = [] }: FieldJson): Word | undefined {
  for (const { type, options } of mappings) {
    if (type === 'value') {
      const word = options[String(value)] as Word | undefined;
      if (word) return word;
    }
    if (type === 'range') {
      const { from, to, result } = options as { from?: number | null; to?: number | null; result: Word };
      if (value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY))
        return result;
    }
    if (type === 'special') {
      const { match, result } = options as { match: string; result: Word };
      if (match.includes('nan') && Number.isNaN(value)) return result;
    }
  }
  return undefined;
}

/** All words of a field, in the order in which they were given. */
export function wordsOf({ mappings = [] }: FieldJson): readonly Word[] {
  return mappings
    .filter(({ type }) => type === 'value')
    .flatMap(({ options }) => Object.values(options) as Word[])
    .sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
}

/** The name of the colour of the last threshold that a value reaches. */
export function thresholdColour(value: number, field: FieldJson): string {
  if (field.color?.mode === 'fixed') return field.color.fixedColor ?? 'text';
  const { steps = [], mode } = field.thresholds ?? {};
  const { min = 0, max = 100 } = field;
  const measured = mode === 'percentage' ? ((value - min) / (max - min)) * 100 : value;
  let colour = steps[0]?.color ?? 'green';
  for (const step of steps) if (step.value !== null && measured >= step.value) colour = step.color;
  return colour;
}
