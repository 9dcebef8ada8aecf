/**
 * What a number measures. A unit flows through a query: the rate of `bytes` is `bytes/s`, seconds over seconds is a
 * `ratio`, and a panel formats its axis by the unit its query ends with.
 *
 * - `count`: things without a dimension (requests, users); `ratio`: 0 to 1; `percent`: 0 to 100
 * - `timestamp`: seconds since the Unix epoch; subtracting two gives `seconds`
 * - `score`: a rating; `state`: an enumeration encoded as a number (0 down, 0.5 degraded, 1 ok)
 */
export type BaseUnit =
  | 'bytes'
  | 'count'
  | 'percent'
  | 'ratio'
  | 'score'
  | 'seconds'
  | 'state'
  | 'timestamp'
  | 'usd';

/** A base unit, one per second, or a quotient of two base units. */
export type Unit = BaseUnit | `${BaseUnit}/s` | `${BaseUnit}/${BaseUnit}`;

/** The unit of `rate(x)`: seconds per second is a ratio (a utilisation), anything else is "per second". */
export type PerSecond<Of extends Unit> = [Of] extends ['seconds' | 'timestamp']
  ? 'ratio'
  : [Of] extends [BaseUnit]
    ? `${Of & BaseUnit}/s`
    : Of;

// The checks below stand in brackets on purpose: without them TypeScript works each answer out for all 99 x 99 pairs
// of units, before anybody has asked.

/** The unit of a quotient; `never` where no unit of ours names it. */
export type Quotient<Top extends Unit, Bottom extends Unit> = [Top, Bottom] extends [Bottom, Top]
  ? 'ratio'
  : [Bottom] extends ['count' | 'ratio']
    ? Top
    : [Bottom] extends [`${Top}/s`]
      ? 'seconds'
      : [Top, Bottom] extends [`${infer Left extends BaseUnit}/s`, `${infer Right extends BaseUnit}/s`]
        ? Quotient<Left, Right>
        : [Top, Bottom] extends [BaseUnit, 'seconds']
          ? PerSecond<Top>
          : [Top, Bottom] extends [BaseUnit, BaseUnit]
            ? `${Top & BaseUnit}/${Bottom & BaseUnit}`
            : never;

/** The unit of a product; `never` where no unit of ours names it. */
export type Product<Left extends Unit, Right extends Unit> = [Left] extends [
  `${infer Top extends BaseUnit}/${Right}`,
]
  ? Top
  : [Right] extends [`${infer Top extends BaseUnit}/${Left}`]
    ? Top
    : [Right] extends ['count' | 'ratio']
      ? Left
      : [Left] extends ['count' | 'ratio']
        ? Right
        : [Left, Right] extends [`${infer Top extends BaseUnit}/s`, 'seconds']
          ? Top
          : [Left, Right] extends ['seconds', `${infer Top extends BaseUnit}/s`]
            ? Top
            : never;

/** The unit of a sum: a moment and a stretch of time make a moment. */
export type Sum<Left extends Unit, Right extends Unit> = [Right] extends ['timestamp'] ? Right : Left;

/** The unit of a difference: two timestamps are seconds apart, everything else keeps its unit. */
export type Difference<Left extends Unit, Right extends Unit> = [Left, Right] extends [
  'timestamp',
  'timestamp',
]
  ? 'seconds'
  : Left;
