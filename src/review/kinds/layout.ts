import { inOrder, type Pair, type Pairing } from '../pairing.ts';
import type { Moves, Part } from '../parts.ts';
import { isRow, type Place, type Spot } from './reading-order.ts';

/** How many panels have another place though nothing before them came, went, moved or grew. */
export interface Followers {
  count: number;
}

/**
 * Who moved in a dashboard: into another row, to another place in the order, or by hand to another place of the grid. A panel
 * that stands elsewhere only because of what is before it did not move; it is counted where nothing before it tells why.
 */
export const layout =
  (before: readonly Spot[], after: readonly Spot[], followers: Followers): NonNullable<Part['moves']> =>
  (pairing, was, is) =>
    new Layout(before, after, pairing, was, is).moves(followers);

class Layout {
  private readonly moved = new Map<number, readonly [string, string]>();
  /** The later position of what stood at an earlier one. */
  private readonly now: ReadonlyMap<number, number>;

  constructor(
    private readonly before: readonly Spot[],
    private readonly after: readonly Spot[],
    private readonly pairing: Pairing,
    private readonly was: readonly string[],
    private readonly is: readonly string[],
  ) {
    this.now = new Map(pairing.pairs);
  }

  moves(followers: Followers): Moves {
    this.acrossRows();
    this.inOrder();
    this.inPlace(followers);
    return this.moved;
  }

  /** A panel is in another row, unless the row itself came or went around it. */
  private acrossRows(): void {
    const kept = inOrder(this.pairing.pairs);
    for (const pair of this.pairing.pairs) {
      const [left, right] = pair;
      if (this.sectionBefore(left) === this.sectionAfter(right)) continue;
      if (this.isRegrouped(pair) && kept.has(pair)) continue;
      const [from, to] = [this.before[left] as Spot, this.after[right] as Spot];
      this.moved.set(right, [sectionInWords(from, this.was), sectionInWords(to, this.is)]);
    }
  }

  /** Among those of one row, and among the rows, some left the order of the others. */
  private inOrder(): void {
    for (const pairs of this.sections()) {
      const kept = inOrder(pairs);
      for (const pair of pairs)
        if (!kept.has(pair))
          this.moved.set(pair[1], [
            placeInWords(this.before, pair[0], this.was),
            placeInWords(this.after, pair[1], this.is),
          ]);
    }
  }

  /** The others keep their order. Whoever stands elsewhere follows something before it, or was moved by hand. */
  private inPlace(followers: Followers): void {
    const causes = this.causes();
    for (const pairs of this.sections()) {
      const deltas = new Set(pairs.map((pair) => this.shift(pair)?.join()));
      const [first] = pairs;
      const header = first && this.headerShift(first[1]);
      let isStirred = false;
      for (const pair of pairs) {
        const [dx = 0, dy = 0] = this.shift(pair) ?? [];
        if (dx === 0 && dy === 0) continue;
        const isPushed = dx === 0 && (dy === header || deltas.size === 1 || isRow(this.spotAfter(pair).json));
        isStirred ||= causes.some((cause) => this.isBefore(cause, pair) && this.isWithin(cause, pair[1]));
        if (isPushed || isStirred || this.isRegrouped(pair)) {
          if (!causes.some((cause) => this.isBefore(cause, pair))) followers.count++;
          continue;
        }
        const [from, to] = [this.before[pair[0]] as Spot, this.spotAfter(pair)];
        this.moved.set(pair[1], [gridInWords(from.place), gridInWords(to.place)]);
        causes.push({ before: pair[0], after: pair[1] });
      }
    }
  }

  /** What makes others stand elsewhere: it came, went, moved, grew or was folded. */
  private causes(): Cause[] {
    const causes: Cause[] = [
      ...this.pairing.removed.map((before) => ({ before })),
      ...this.pairing.added.map((after) => ({ after })),
    ];
    for (const [before, after] of this.pairing.pairs) {
      const [from, to] = [this.before[before] as Spot, this.after[after] as Spot];
      const isResized = from.place?.w !== to.place?.w || from.place?.h !== to.place?.h;
      const isFolded = isRow(to.json) && (from.json.collapsed === true) !== (to.json.collapsed === true);
      if (this.moved.has(after) || isResized || isFolded) causes.push({ before, after });
    }
    return causes;
  }

  /** Whether the row around something came or went. */
  private isRegrouped([before, after]: Pair): boolean {
    const [from, to] = [this.before[before]?.row ?? -1, this.after[after]?.row ?? -1];
    return (from >= 0 && !this.now.has(from)) || this.pairing.added.includes(to);
  }

  private isBefore(cause: Cause, [before, after]: Pair): boolean {
    return (cause.before ?? Infinity) < before || (cause.after ?? Infinity) < after;
  }

  /** Whether a cause is among the panels of the same row, in either version; a row follows whatever is above it. */
  private isWithin({ before, after }: Cause, right: number): boolean {
    const section = this.sectionAfter(right);
    if (section === rows) return true;
    return (
      (before !== undefined && this.sectionBefore(before) === section) ||
      (after !== undefined && this.sectionAfter(after) === section)
    );
  }

  /** Pairs that have not moved so far, by row; the rows themselves are one of the groups. */
  private sections(): Iterable<readonly Pair[]> {
    const sections = new Map<string, Pair[]>();
    for (const pair of this.pairing.pairs) {
      if (this.moved.has(pair[1])) continue;
      const section = this.sectionAfter(pair[1]);
      sections.set(section, [...(sections.get(section) ?? []), pair]);
    }
    return sections.values();
  }

  private sectionBefore(index: number): string {
    const spot = this.before[index] as Spot;
    const row = spot.row < 0 ? -1 : (this.now.get(spot.row) ?? `removed ${spot.row}`);
    return section(spot, row);
  }

  private sectionAfter(index: number): string {
    const spot = this.after[index] as Spot;
    return section(spot, spot.row);
  }

  private spotAfter([, index]: Pair): Spot {
    return this.after[index] as Spot;
  }

  private shift([before, after]: Pair): readonly [dx: number, dy: number] | undefined {
    const [from, to] = [this.before[before]?.place, this.after[after]?.place];
    return from && to ? [to.x - from.x, to.y - from.y] : undefined;
  }

  /** How far the header moved under which something stands now. */
  private headerShift(index: number): number {
    const row = this.after[index]?.row ?? -1;
    const pair = this.pairing.pairs.find(([, after]) => after === row);
    return (pair && this.shift(pair)?.[1]) ?? 0;
  }
}

/** Positions of one thing that moves others; only one of them where it came or went. */
interface Cause {
  readonly before?: number;
  readonly after?: number;
}

/** The section of the headers. */
const rows = 'rows';

const section = (spot: Spot, row: number | string): string =>
  isRow(spot.json) ? rows : `${row}${spot.isBelow ? ' below' : ''}`;

function sectionInWords({ row, isBelow }: Spot, titles: readonly string[]): string {
  if (row < 0) return 'the top';
  return `${isBelow ? 'below ' : ''}${titles[row]}`;
}

/** `behind panel Health`, `the start of row Traffic`. */
function placeInWords(spots: readonly Spot[], index: number, titles: readonly string[]): string {
  const spot = spots[index] as Spot;
  if (isRow(spot.json)) {
    const earlier = spots.findLastIndex(({ json }, at) => at < index && isRow(json));
    return earlier < 0 ? 'the start' : `behind ${titles[earlier]}`;
  }
  const previous = spots[index - 1];
  if (previous && !isRow(previous.json) && previous.row === spot.row && previous.isBelow === spot.isBelow)
    return `behind ${titles[index - 1]}`;
  return spot.row < 0 ? 'the start' : `the start of ${sectionInWords(spot, titles)}`;
}

const gridInWords = (place: Place | undefined): string => `x ${place?.x}, y ${place?.y}`;
