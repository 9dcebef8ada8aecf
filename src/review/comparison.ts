import { canonical, isJson, type Json, same } from '../model/json.ts';
import type { Edit } from './edit.ts';
import { expression, expressions } from './expression.ts';
import { type Part, parts } from './parts.ts';
import { shortened, shortenedPair } from './shorten.ts';
import { plain, type Words } from './words.ts';

/** What has been said about two versions so far. */
export interface Account {
  readonly edits: Edit[];
  /** How many differences are settled: said, or known to be said elsewhere. */
  settled: number;
  /** Values in full, for who has room for them; they are shortened around their difference otherwise. */
  readonly isWhole?: boolean;
}

/**
 * Two versions of one object while they are compared, member by member. Whoever compares names the members it has words for
 * and ends with `rest()`: what nobody named is told as JSON, so no difference is lost.
 */
export class Comparison {
  private readonly named = new Set<string>();

  constructor(
    readonly before: Json,
    readonly after: Json,
    private readonly account: Account,
    readonly at: readonly string[] = [],
    /** What stands before the name of a member that has no words of its own: `options.`. */
    private readonly path = '',
  ) {}

  /** Takes down an edit. */
  say(edit: Edit): void {
    this.account.edits.push(edit);
    this.account.settled++;
  }

  /** A text as long as this account takes it. */
  fitting(text: string): string {
    return this.account.isWhole ? text : shortened(text);
  }

  /** A member that is one value; each version may have words of its own, such as figures in its unit. */
  fact(key: string, what = this.path + key, words: Words | readonly [Words, Words] = plain): void {
    const [before, after] = this.take(key);
    this.differing(what, before, after, words);
  }

  /** Something that two versions say of themselves, however they do. */
  differing(
    what: string,
    before: unknown,
    after: unknown,
    words: Words | readonly [Words, Words] = plain,
  ): void {
    if (same(before, after)) return;
    const [was, is] = typeof words === 'function' ? [words, words] : words;
    if (before === undefined)
      this.say({ at: this.at, change: 'added', what, after: this.fitting(is(after)) });
    else if (after === undefined)
      this.say({ at: this.at, change: 'removed', what, before: this.fitting(was(before)) });
    else {
      // The same words for what differs mean the same only of text, where somebody knew that it does.
      const told = [was(before), is(after)] as const;
      const isText = typeof before === 'string' && typeof after === 'string';
      this.changed(
        what,
        ...(told[0] === told[1] && !isText ? ([canonical(before), canonical(after)] as const) : told),
      );
    }
  }

  /** A member that is PromQL. */
  expression(key: string, what: string): void {
    const [before, after] = this.take(key);
    if (typeof before === 'string' && typeof after === 'string') {
      if (before !== after) this.changed(what, ...expressions(before, after));
    } else
      this.differing(what, before, after, (value) =>
        typeof value === 'string' ? expression(value) : plain(value),
      );
  }

  /** A member that moves what holds it from one place to another. */
  place(key: string, what: string, words: Words): void {
    const [before, after] = this.take(key);
    if (!same(before, after))
      this.say({ at: this.at, change: 'moved', what, before: words(before), after: words(after) });
  }

  /** Members that whoever holds these two tells. */
  leave(...keys: readonly string[]): void {
    for (const key of keys) this.named.add(key);
  }

  /** Members whose difference means nothing, or is told elsewhere. */
  silence(...keys: readonly string[]): void {
    for (const key of keys) if (!same(...this.take(key))) this.account.settled++;
  }

  /** Two versions of something that these two hold. */
  inside(before: Json, after: Json, at: readonly string[], path = ''): Comparison {
    return new Comparison(before, after, this.account, at, path);
  }

  /** A member that is an object. */
  member(key: string, compare: (inside: Comparison) => void, path = `${this.path}${key}.`): void {
    this.structure(key, (before, after) => {
      if (!isJson(before ?? {}) || !isJson(after ?? {})) return;
      compare(this.inside((before ?? {}) as Json, (after ?? {}) as Json, this.at, path));
    });
  }

  /** A member that is an object of values by name, such as labels. */
  members(key: string, whatOf: (name: string) => string, words: Words = plain): void {
    this.member(key, (inside) => {
      for (const name of namesIn(inside.before, inside.after)) inside.fact(name, whatOf(name), words);
    });
  }

  /** A member that is a list of things. */
  list(key: string, part: Part): void {
    this.structure(key, (before, after) => {
      const [left, right] = [before ?? [], after ?? []];
      if (isList(left) && isList(right)) parts(this, left, right, part);
    });
  }

  /** A member that is a list of words whose order means nothing. */
  words(key: string, noun: string, words: Words = plain): void {
    this.structure(key, (before, after) => {
      const [left, right] = [before ?? [], after ?? []];
      if (!Array.isArray(left) || !Array.isArray(right)) return;
      const what = (word: unknown): string => `${noun} ${words(word)}`;
      for (const word of left)
        if (!right.includes(word)) this.say({ at: this.at, change: 'removed', what: what(word) });
      for (const word of right)
        if (!left.includes(word)) this.say({ at: this.at, change: 'added', what: what(word) });
    });
  }

  /** A member compared in some way that may find no words for what differs: then the JSON is told. */
  structure(key: string, compare: (before: unknown, after: unknown) => void): void {
    const [before, after] = this.take(key);
    if (same(before, after)) return;
    if (!this.listen(() => compare(before, after))) this.json(this.path + key, before, after);
  }

  /** Whether a comparison settles anything. */
  listen(compare: () => void): boolean {
    const { settled } = this.account;
    compare();
    return this.account.settled > settled;
  }

  /** All that nobody named. */
  rest(): void {
    for (const key of namesIn(this.before, this.after))
      if (!this.named.has(key)) this.json(this.path + plain(key), ...this.take(key));
  }

  /** A difference nobody has words for, as deep in the JSON as it stands. */
  json(path: string, before: unknown, after: unknown): void {
    if (same(before, after)) return;
    if (isJson(before) && isJson(after))
      for (const key of namesIn(before, after)) this.json(`${path}.${plain(key)}`, before[key], after[key]);
    else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
      for (const index of before.keys()) this.json(`${path}[${index}]`, before[index], after[index]);
    else this.differing(path, before, after);
  }

  private changed(what: string, before: string, after: string): void {
    const [was, is] = this.account.isWhole ? [before, after] : shortenedPair(before, after);
    this.say({ at: this.at, change: 'changed', what, before: was, after: is });
  }

  private take(key: string): readonly [unknown, unknown] {
    this.named.add(key);
    return [this.before[key], this.after[key]];
  }
}

const namesIn = (before: Json, after: Json): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();

const isList = (value: unknown): value is readonly Json[] => Array.isArray(value) && value.every(isJson);
