import { createHash } from 'node:crypto';
import { durationOf } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import type { WrittenRule } from '../model/written-rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { print } from '../promql/print.ts';
import { rewrite } from '../promql/rewrite.ts';
import { type AlertVersion, treeOf } from './alert-version.ts';

/** Versions of an alert that can be evaluated side by side over one store, once the levels have been recorded in it. */
export interface RecordedApart {
  readonly versions: readonly AlertVersion[];
  /** Recording rules: those of a level read what levels before it recorded, and scraped series. */
  readonly levels: readonly (readonly WrittenRule[])[];
}

/**
 * Gives recorded series names of their own, made from what records them: rules that are the same in two versions are recorded
 * once, and where they differ neither version reads what the other recorded.
 */
export function recordedApart(versions: readonly AlertVersion[]): RecordedApart {
  const levels: Map<string, WrittenRule>[] = [];
  return { versions: versions.map((version) => apart(version, levels)), levels: levels.map(valuesOf) };
}

const valuesOf = (level: ReadonlyMap<string, WrittenRule>): readonly WrittenRule[] => [...level.values()];

/** Series of one name, as they are recorded in one version. */
interface Named {
  readonly name: string;
  readonly level: number;
  readonly interval: number;
}

function apart(version: AlertVersion, levels: Map<string, WrittenRule>[]): AlertVersion {
  const known = new Map<string, Named | undefined>();

  function named(metric: string): Named | undefined {
    if (known.has(metric)) return known.get(metric);
    const sources = version.recordings.filter(({ name }) => name === metric);
    if (sources.length === 0) return undefined;
    const read = sources.map(moved);
    const level = Math.max(...read.map((one) => one.level));
    const texts = read.map(({ rule }) => JSON.stringify([rule.expr, rule.labels, rule.interval]));
    const digest = createHash('sha256').update(texts.sort().join('\n')).digest('hex').slice(0, 12);
    const name = `${metric}:${digest}`;
    for (const { rule } of read) {
      levels[level] ??= new Map();
      levels[level].set(`${name} ${JSON.stringify([rule.expr, rule.labels])}`, { ...rule, name });
    }
    const found = { name, level, interval: Math.max(...sources.map(({ interval }) => interval)) };
    known.set(metric, found);
    return found;
  }

  /** The rule with the new names in it, and the level at which it can be computed. */
  function moved(rule: WrittenRule): { readonly rule: WrittenRule; readonly level: number } {
    let level = 0;
    const tree = rewrite(treeOf(rule), ({ selector, window }): Node | undefined => {
      const source = named(nameOf(selector));
      if (!source) return undefined;
      level = Math.max(level, source.level + 1);
      const matchers = selector.matchers.filter(({ label }) => label !== '__name__');
      const of = { ...selector, metric: source.name, matchers };
      if (window !== undefined) return { type: 'range', of, window };
      // A rule that returns nothing ends its series at once, which recorded history cannot say. So what is older than an
      // evaluation is not looked at.
      const range = { type: 'range', of, window: durationOf(source.interval) } as const;
      return { type: 'call', name: 'last_over_time', args: [range] };
    });
    return { rule: { ...rule, expr: print(tree) }, level };
  }

  return { ...version, alerts: version.alerts.map((rule) => moved(rule).rule) };
}
