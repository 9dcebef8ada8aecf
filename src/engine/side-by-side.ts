import { createHash } from 'node:crypto';
import { canonical } from '../model/json.ts';
import type { WrittenRule } from '../model/written-rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { meaning } from '../promql/meaning.ts';
import { nodesOf } from '../promql/walk.ts';
import { treeOf } from './alert-version.ts';

/** The recording rules of two versions for one store. */
export interface SideBySide {
  /** Rules of a level read what levels before it recorded, and scraped series. */
  readonly levels: readonly (readonly WrittenRule[])[];
  /** A query of the earlier version, in terms of the store. */
  readonly earlier: (query: string) => string;
}

/**
 * Two versions of recording rules so that one store can hold what both recorded. The later version keeps its names; what the
 * earlier one records under the same name in another way, be it because of a rule that it reads, gets a name of its own.
 */
export function sideBySide(before: readonly WrittenRule[], after: readonly WrittenRule[]): SideBySide {
  const [was, is] = [new Recordings(before), new Recordings(after)];
  const only = [...was.names].filter((name) => was.digest(name) !== is.digest(name));
  const names = new Map(only.map((name) => [name, is.names.has(name) ? `${name}:before` : name]));
  const changed = [...names].filter(([name, other]) => name !== other);
  const pattern = new RegExp(`(?<![\\w:])(?:${changed.map(([name]) => name).join('|')})(?![\\w:])`, 'g');
  const earlier = (query: string): string =>
    changed.length > 0 ? query.replaceAll(pattern, (name) => names.get(name) ?? name) : query;
  const own = only
    .flatMap((name) => was.of(name))
    .map((rule) => ({ ...rule, name: names.get(rule.name) ?? rule.name, expr: earlier(rule.expr) }));
  return { levels: levelled([...is.rules, ...own]), earlier };
}

const readBy = (rule: WrittenRule): readonly string[] =>
  nodesOf(treeOf(rule)).flatMap((one) => (one.type === 'selector' ? [nameOf(one)] : []));

/** What a version records, by name. */
class Recordings {
  readonly rules: readonly WrittenRule[];
  readonly names: ReadonlySet<string>;
  private readonly digests = new Map<string, string>();

  constructor(rules: readonly WrittenRule[]) {
    this.rules = rules.filter(({ type }) => type === 'record');
    this.names = new Set(this.rules.map(({ name }) => name));
  }

  of(name: string): readonly WrittenRule[] {
    return this.rules.filter((rule) => rule.name === name);
  }

  /** Equal for series that are recorded alike, down to what is scraped. */
  digest(name: string): string {
    const known = this.digests.get(name);
    if (known !== undefined) return known;
    // Rules that read each other in a circle end here.
    this.digests.set(name, 'itself');
    const texts = this.of(name).map((rule) => {
      const read = readBy(rule).filter((one) => this.names.has(one));
      return canonical([
        meaning(treeOf(rule)),
        rule.labels,
        rule.interval,
        read.map((one) => this.digest(one)),
      ]);
    });
    const found = createHash('sha256').update(texts.sort().join('\n')).digest('hex');
    this.digests.set(name, found);
    return found;
  }
}

function levelled(rules: readonly WrittenRule[]): readonly (readonly WrittenRule[])[] {
  let rest = rules.map((rule) => ({ rule, reads: readBy(rule) }));
  const levels: WrittenRule[][] = [];
  while (rest.length > 0) {
    const pending = new Set(rest.map(({ rule }) => rule.name));
    const ready = rest.filter(({ reads }) => !reads.some((name) => pending.has(name)));
    const level = ready.length > 0 ? ready : rest;
    levels.push(level.map(({ rule }) => rule));
    rest = rest.filter((each) => !level.includes(each));
  }
  return levels;
}
