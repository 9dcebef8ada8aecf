import type { KqlComparison, KqlNode, KqlValue } from '../model/kql.ts';

/** What became of a text: its tree, or why there is none and where it stumbled. */
export type ParsedKql =
  | { readonly node: KqlNode }
  | { readonly message: string; readonly place: readonly [from: number, to: number] };

class Stumble extends Error {
  constructor(
    message: string,
    readonly place: readonly [number, number],
  ) {
    super(message);
  }
}

/**
 * Reads KQL: fields with a value, a list of values, a wildcard or a comparison, joined by `and`, `or`, `not` and brackets.
 * Bare values without a field and nested queries are not part of what this project writes, and are refused with a sentence.
 */
export function parseKql(text: string): ParsedKql {
  const reader = new Reader(text);
  try {
    return { node: reader.whole() };
  } catch (error) {
    if (error instanceof Stumble) return { message: error.message, place: error.place };
    throw error;
  }
}

/** Every field that a tree asks about, in the order of their first mention. */
export function fieldsIn(node: KqlNode): readonly string[] {
  if ('field' in node) return [node.field];
  if (node.type === 'not') return fieldsIn(node.of);
  if (node.type !== 'raw') return [...new Set(node.of.flatMap(fieldsIn))];
  const parsed = parseKql(node.text);
  return 'node' in parsed ? fieldsIn(parsed.node) : [];
}

/** A literal without quotes: its text, and the same with `*` for each wildcard in it. */
interface Bare {
  readonly text: string;
  readonly wild: boolean;
}

const special = /[\\():<>"*{}]/;
const keyword = /^(and|or|not)(?![^\s()])/i;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): KqlNode {
    const node = this.either();
    this.spaces();
    if (this.at < this.text.length) this.stumble(`${this.next()} is not expected here`);
    return node;
  }

  private either(): KqlNode {
    const of = [this.both()];
    while (this.joined('or')) of.push(this.both());
    return flat('any', of);
  }

  private both(): KqlNode {
    const of = [this.negated()];
    while (this.joined('and')) of.push(this.negated());
    return flat('all', of);
  }

  private negated(): KqlNode {
    return this.joined('not') ? { type: 'not', of: this.single() } : this.single();
  }

  private single(): KqlNode {
    this.spaces();
    if (this.take('(')) {
      const inside = this.either();
      this.expect(')');
      return inside;
    }
    const from = this.at;
    const field = this.name();
    this.spaces();
    const op = /^(<=|>=|<|>|:)/.exec(this.text.slice(this.at))?.[0];
    if (!op)
      this.stumble(`${field || this.next()} stands alone: ask a field, such as message: ${field}`, from);
    this.at += op.length;
    this.spaces();
    if (op === ':') return this.take('(') ? this.list(field) : this.value(field);
    const value = this.literal();
    if (typeof value === 'boolean') this.stumble(`${op} compares numbers and dates, and this is yes or no`);
    return { type: 'compares', field, op: op as KqlComparison, value };
  }

  /** `("a" or "b")`, `("a" and not "b")`: the same as the field with each of them. */
  private list(field: string): KqlNode {
    const of = [this.listed(field)];
    const joint = this.joined('or') ? 'or' : this.joined('and') ? 'and' : undefined;
    if (joint)
      do of.push(this.listed(field));
      while (this.joined(joint));
    this.expect(')');
    return flat(joint === 'and' ? 'all' : 'any', of);
  }

  private listed(field: string): KqlNode {
    if (this.joined('not')) return { type: 'not', of: this.value(field) };
    this.spaces();
    return this.take('(') ? this.list(field) : this.value(field);
  }

  private value(field: string): KqlNode {
    this.spaces();
    if (this.text[this.at] === '"') return { type: 'is', field, value: this.quoted() };
    const bare = this.bare();
    if (bare.wild)
      return bare.text === '*' ? { type: 'exists', field } : { type: 'matches', field, pattern: bare.text };
    return { type: 'is', field, value: typed(bare.text) };
  }

  private literal(): KqlValue {
    return this.text[this.at] === '"' ? this.quoted() : typed(this.bare().text);
  }

  private quoted(): string {
    const from = this.at++;
    let text = '';
    for (; this.text[this.at] !== '"'; this.at++) {
      if (this.at >= this.text.length) this.stumble('the text in quotes does not end', from);
      text += this.text[this.at] === '\\' ? this.escaped(/["\\]/) : this.text[this.at];
    }
    this.at++;
    return text;
  }

  private name(): string {
    return this.text[this.at] === '"' ? this.quoted() : this.bare().text;
  }

  /** Up to the next character or word that means something. */
  private bare(): Bare {
    const from = this.at;
    let text = '';
    let wild = false;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] as string;
      const rest = this.text.slice(this.at);
      if (/^\s/.test(this.text[this.at - 1] ?? ' ') && keyword.test(rest)) break;
      if (character === '*') wild = true;
      else if (character === '\\') {
        const escaped = /^\\(and|or|not)/i.exec(rest)?.[1];
        text += escaped ?? this.unescaped(rest);
        if (escaped) this.at += escaped.length;
        continue;
      } else if (special.test(character)) break;
      text += character;
    }
    text = text.trim();
    if (text === '') this.stumble(`a value is missing before ${this.next()}`, from);
    return { text, wild };
  }

  /** What stands behind a backslash outside of quotes, where it must stand before something that needs it. */
  private unescaped(rest: string): string {
    if (!/^\\(?:[\\():<>"*{}trn]|u[\da-f]{4})/i.test(rest))
      this.stumble('a backslash stands before what needs none: leave it out, or write the value in quotes');
    return this.escaped(special);
  }

  /** What stands behind a backslash; the backslash itself where nothing special does. */
  private escaped(these: RegExp): string {
    const next = this.text[this.at + 1] ?? '';
    const line = { t: '\t', r: '\r', n: '\n' }[next];
    const code = /^u([\da-f]{4})/i.exec(this.text.slice(this.at + 1))?.[1];
    if (code) {
      this.at += 5;
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    if (line === undefined && !these.test(next)) return '\\';
    this.at++;
    return line ?? next;
  }

  /** Whether one of the joining words comes next; if so, it is passed. */
  private joined(by: 'and' | 'not' | 'or'): boolean {
    this.spaces();
    const found = keyword.exec(this.text.slice(this.at))?.[1];
    if (found?.toLowerCase() !== by) return false;
    this.at += found.length;
    return true;
  }

  private spaces(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private take(character: string): boolean {
    this.spaces();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) this.stumble(`${character} is expected before ${this.next()}`);
  }

  private next(): string {
    return /^\s*(\S+)/.exec(this.text.slice(this.at))?.[1] ?? 'the end';
  }

  private stumble(message: string, from = this.at): never {
    throw new Stumble(message, [from, Math.max(this.at, from + 1)]);
  }
}

/** Without quotes, numbers and yes or no are what they look like. */
function typed(text: string): KqlValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** One tree for one meaning: what is joined by the same word stands side by side. */
function flat(type: 'all' | 'any', of: readonly KqlNode[]): KqlNode {
  const [only] = of;
  if (only && of.length === 1) return only;
  return { type, of: of.flatMap((one) => (one.type === type ? one.of : [one])) };
}
