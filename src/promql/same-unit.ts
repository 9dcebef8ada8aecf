import type { Refusal } from '../model/refusal.ts';
import type { Unit } from '../model/unit.ts';
import type { Quantity } from '../model/vector.ts';
import type { Measured } from './vector.ts';

/** Units in which a bare number says what it means. Zero is zero in every unit. */
type Bare = 'count' | 'count/s' | 'score' | 'state';

/** How a quantity is written in a unit: the way out of a refusal. */
type Example<Of extends Unit> = Of extends keyof Examples ? Examples[Of] : `quantity('${Of}', 1)`;
interface Examples {
  readonly bytes: 'mebibytes(1)';
  readonly 'bytes/s': 'perSecond(mebibytes(1))';
  readonly count: '5';
  readonly 'count/s': 'perSecond(5)';
  readonly percent: 'percent(5)';
  readonly ratio: 'percent(5)';
  readonly score: 'score(4)';
  readonly seconds: 'ms(200)';
  readonly state: 'state(1)';
  readonly usd: 'usd(10)';
}

/** The unit that a side is written in; `never` for a number or a quantity, which take the other side's. */
export type Written<Of> = Of extends Measured ? Of['unit'] : never;

/** The unit that an operation keeps. */
export type Kept<Left, Right> = [Left] extends [Measured] ? Written<Left> : Written<Right>;

/** Pairs of different units that a verb can take: a moment and a stretch of time are added and subtracted. */
type Mixed<Verb extends string> = Verb extends 'add'
  ? ['timestamp', 'seconds'] | ['seconds', 'timestamp']
  : Verb extends 'subtract'
    ? ['timestamp', 'seconds']
    : never;
/** The unit of a quantity beside a vector in `Of`. */
type Beside<Verb extends string, Of extends Unit> = Verb extends 'add' | 'subtract'
  ? [Of] extends ['timestamp']
    ? 'seconds'
    : Of
  : Of;

/** Refuses two sides whose units differ: seconds beside bytes, a share beside a bare 5. */
export type SameUnit<Verb extends string, Left, Right> = [Left] extends [Measured]
  ? [Right] extends [Measured]
    ? [Verb, Left['unit'], Right['unit']] extends ['add', 'timestamp', 'timestamp']
      ? Refusal<'add() of two timestamps means nothing: subtract() tells how far they are apart'>
      : [Left['unit'], Right['unit']] extends [Right['unit'], Left['unit']] | Mixed<Verb>
        ? unknown
        : Refusal<`${Verb}() of ${Left['unit']} and ${Right['unit']} means nothing: convert one side, or say the unit with asUnit()`>
    : BesideNumber<Verb, Left['unit'], Right>
  : [Right] extends [Measured]
    ? BesideNumber<Verb extends 'subtract' ? 'subtract from a quantity' : Verb, Right['unit'], Left>
    : unknown;

/** Refuses a number without a unit, or with another, beside a vector that has one. */
export type BesideNumber<Verb extends string, Of extends Unit, Right> = [Right] extends [number]
  ? [Of] extends [Bare]
    ? unknown
    : [Right] extends [0]
      ? unknown
      : Refusal<`${Said<Verb>}() of ${Of} and a bare number hides the unit: write it like ${Example<Beside<Verb, Of>>}`>
  : [Right] extends [Quantity<Beside<Verb, Of>>]
    ? unknown
    : Refusal<`${Said<Verb>}() of ${Of} and a quantity in another unit means nothing: write it like ${Example<Beside<Verb, Of>>}`>;
type Said<Verb extends string> = Verb extends `${infer Name} from a quantity` ? Name : Verb;
