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
  /** The scraped series that the rules read. */
  readonly scraped: ReadonlySet<string>;
}

/** The rules of a version, and the names of the series that are asked for. */
export interface Version {
  readonly rules: readonly WrittenRule[];
  readonly asked: ReadonlySet<string>;
}

/**
 * Two versions of recording rules so that one store can hold what both recorded. The later version keeps its names; what the
 * earlier one records under the same name in another way, be it because of a rule that it reads, gets a name of its own. Rules
 * that nothing asked for needs are left out.
 */
export function sideBySide(before: Version, after: Version): SideBySide {
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
  const rules = [...is.rules, ...own];
  const recorded = new Set(rules.map(({ name }) => name));
  const scraped = new Set(rules.flatMap(readBy).filter((name) => !recorded.has(name)));
  return { levels: levelled(rules), earlier, scraped };
}

const readBy = (rule: WrittenRule): readonly string[] =>
  nodesOf(treeOf(rule)).flatMap((one) => (one.type === 'selector' ? [nameOf(one)] : []));

/** What a version records, by name. */
class Recordings {
  readonly rules: readonly WrittenRule[];
  readonly names: ReadonlySet<string>;
  private readonly digests = new Map<string, string>();

  constructor({ rules, asked }: Version) {
    const recordings = rules.filter(({ type }) => type === 'record');
    const needed = new Set(asked);
    // The set grows while it is walked.
    for (const name of needed)
      for (const rule of recordings)
        if (rule.name === name) for (const read of readBy(rule)) needed.add(read);
    this.rules = recordings.filter(({ name }) => needed.has(name));
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
