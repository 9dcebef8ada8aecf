import { canonical, isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { figure } from '../figure.ts';
import { plain, type Words } from '../words.ts';

/** A bound between two colours, called by the worse of them: `critical` between orange and red. */
interface Bound {
  readonly name: string;
  readonly value: unknown;
  /** The colour from the bound on. */
  readonly colour: unknown;
  readonly others: Json;
}

/** What differs in thresholds, in figures of the unit that each version has. */
export function compareThresholds(of: Comparison, units: readonly [unknown, unknown]): void {
  const words = units.map((unit, side) => inUnit(unit, side === 0 ? of.before.mode : of.after.mode)) as [
    Words,
    Words,
  ];
  of.fact('mode', 'threshold mode');
  of.structure('steps', (left, right) => {
    const [before, after] = [boundsOf(left), boundsOf(right)];
    if (!before || !after) return;
    of.differing('base colour', before.base, after.base);
    for (const { name, value } of before.bounds)
      if (!after.bounds.some((bound) => bound.name === name))
        of.differing(`threshold ${name}`, value, undefined, words);
    for (const { name, value, colour, others } of after.bounds) {
      const was = before.bounds.find((bound) => bound.name === name);
      of.differing(`threshold ${name}`, was?.value, value, words);
      if (!was) continue;
      of.differing(`threshold ${name} colour`, was.colour, colour);
      of.json(`threshold ${name}`, was.others, others);
    }
  });
  of.rest();
}

function inUnit(unit: unknown, mode: unknown): Words {
  return (value) => {
    if (typeof value !== 'number') return plain(value);
    return mode === 'percentage'
      ? `${figure(value)} % of the range`
      : figure(value, typeof unit === 'string' ? unit : undefined);
  };
}

/** The first step has no value: it is what holds below the first bound. */
function boundsOf(steps: unknown): { readonly base: unknown; readonly bounds: readonly Bound[] } | undefined {
  if (!Array.isArray(steps) || !steps.every(isJson) || steps.length === 0) return undefined;
  const count = new Map<string, number>();
  const bounds = (steps as readonly Json[]).slice(1).map(({ value, color, ...others }, index) => {
    const name = boundName((steps[index] as Json).color, color);
    const nth = (count.get(name) ?? 0) + 1;
    count.set(name, nth);
    return { name: nth > 1 ? `${name} no. ${nth}` : name, value: value ?? null, colour: color, others };
  });
  const { color, value, ...others } = steps[0] as Json;
  const isPlain = (value ?? null) === null && Object.keys(others).length === 0;
  return { base: isPlain ? color : steps[0], bounds };
}

/** Red is critical and orange a warning, on whichever side of the bound it is; other colours judge nothing. */
function boundName(below: unknown, above: unknown): string {
  // Anything may stand where a colour belongs.
  const [left, right] = [below, above].map((colour) =>
    typeof colour === 'string' ? colour : canonical(colour),
  ) as [string, string];
  if (/red$/.test(left) || /red$/.test(right)) return 'critical';
  if (/(orange|yellow)$/.test(left) || /(orange|yellow)$/.test(right)) return 'warning';
  return right;
}
