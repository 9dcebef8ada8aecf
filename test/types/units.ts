// Fifth group: units that do not fit.
import {
  above,
  add,
  asUnit,
  atLeast,
  bytes,
  clampMax,
  clampMin,
  deriv,
  divide,
  equal,
  histogramQuantile,
  mebibytes,
  ms,
  multiply,
  percent,
  perSecond,
  quantile,
  quantileOverTime,
  quantity,
  rate,
  ratio,
  round,
  score,
  seconds,
  subtract,
  sum,
  time,
} from '#lib';
import type { Vector } from '../../src/model/vector.ts';
import {
  age,
  busy,
  commands,
  disk,
  duration,
  health,
  memory,
  received,
  started,
} from '../support/specimen.ts';
import { type Equal, holds } from './equal.ts';

const executed = sum(rate(commands, '5m'));
const latency = sum(rate(duration.bucket, '5m'), { by: ['le'] });
const bytesPerSecond = rate(received, '5m');
const share = ratio(executed, executed);
type UnitOf<Query extends Vector> = Query['unit'];

// ---- two vectors

add(memory, memory);
// says: add() of bytes and seconds means nothing: convert one side, or say the unit with asUnit()
// @ts-expect-error
add(memory, age);
// says: above() of bytes/s and bytes means nothing: convert one side, or say the unit with asUnit()
// @ts-expect-error
above(bytesPerSecond, memory);
// says: ratio() of bytes and seconds means nothing: convert one side, or say the unit with asUnit()
// @ts-expect-error
ratio(memory, age);
// says: subtract() of percent and bytes means nothing
// @ts-expect-error
subtract(disk, memory);
// says: above() of timestamp and seconds means nothing
// @ts-expect-error
above(started, age);

// ---- a threshold

above(memory, mebibytes(512));
above(memory, 0);
above(executed, 5);
above(bytesPerSecond, perSecond(mebibytes(1)));
above(share, percent(5));
above(disk, percent(80));
atLeast(divide(memory, bytesPerSecond), seconds(60));
// says: above() of bytes and a quantity in another unit means nothing: write it like mebibytes(1)
// @ts-expect-error
above(memory, seconds(3));
// says: above() of ratio and a quantity in another unit means nothing: write it like percent(5)
// @ts-expect-error
above(share, ms(200));
// says: above() of bytes/s and a quantity in another unit means nothing: write it like perSecond(mebibytes(1))
// @ts-expect-error
above(bytesPerSecond, bytes(5));
// says: equal() of state and a quantity in another unit means nothing: write it like state(1)
// @ts-expect-error
equal(health, score(1));
// says: clampMax() of bytes and a quantity in another unit means nothing: write it like mebibytes(1)
// @ts-expect-error
clampMax(memory, seconds(1));
// says: clampMax() of seconds and a bare number hides the unit: write it like ms(200)
// @ts-expect-error
clampMax(age, 200);
// says: clampMin() of bytes and a bare number hides the unit: write it like mebibytes(1)
// @ts-expect-error
clampMin(memory, 1024);
// says: round() of ratio and a bare number hides the unit: write it like percent(5)
// @ts-expect-error
round(share, 0.01);
clampMin(age, 0);
clampMax(age, ms(200));
clampMax(executed, 200);
round(share, percent(1));

// ---- a quantile is a share

histogramQuantile(0.95, latency);
quantile(1, memory);
quantileOverTime(1e-9, memory, '1h');
const q: number = 0.9;
quantile(q, memory);
// says: histogramQuantile() takes a share from 0 to 1, and 95 is none: the 95th percentile is 0.95
// @ts-expect-error
histogramQuantile(95, latency);
// says: quantile() takes a share from 0 to 1, and 1.5 is none: the 95th percentile is 0.95
// @ts-expect-error
quantile(1.5, memory, { by: ['job'] });
// says: quantileOverTime() takes a share from 0 to 1, and -0.5 is none: the 95th percentile is 0.95
// @ts-expect-error
quantileOverTime(-0.5, memory, '1h');

// ---- a bare number

// says: above() of bytes and a bare number hides the unit: write it like mebibytes(1)
// @ts-expect-error
above(memory, 1024);
// says: above() of ratio and a bare number hides the unit: write it like percent(5)
// @ts-expect-error
above(share, 0.05);
// says: above() of seconds and a bare number hides the unit: write it like ms(200)
// @ts-expect-error
above(age, 60);
const perByte = divide(asUnit('usd', memory), memory);
above(perByte, quantity('usd/bytes', 0.01));
// says: above() of usd/bytes and a bare number hides the unit: write it like quantity('usd/bytes', 1)
// @ts-expect-error
above(perByte, 0.01);

// ---- products and quotients

// says: multiply() of bytes and bytes has no unit with a name: say what each side is with asUnit()
// @ts-expect-error
multiply(memory, memory);
// says: multiply() of count/s and count/s has no unit with a name: say what each side is with asUnit()
// @ts-expect-error
multiply(executed, executed);
// says: divide() by a quantity would need a unit of its own: write a bare number, and say the unit of the result with asUnit()
// @ts-expect-error
divide(memory, mebibytes(1));
holds<Equal<UnitOf<typeof quotients.fullIn>, 'seconds'>>();
const quotients = {
  share: divide(memory, memory),
  speed: divide(memory, age),
  fullIn: divide(memory, deriv(memory, '1h')),
  perByte: divide(asUnit('usd', memory), memory),
  inverse: divide(1, age),
  halved: divide(memory, 2),
  unscaled: divide(disk, 100),
};
holds<Equal<UnitOf<typeof quotients.share>, 'ratio'>>();
holds<Equal<UnitOf<typeof quotients.speed>, 'bytes/s'>>();
holds<Equal<UnitOf<typeof quotients.perByte>, 'usd/bytes'>>();
holds<Equal<UnitOf<typeof quotients.inverse>, 'count/s'>>();
holds<Equal<UnitOf<typeof quotients.halved>, 'bytes'>>();
holds<Equal<UnitOf<typeof quotients.unscaled>, 'ratio'>>();

const aNumber: number = 60;
const products = {
  transferred: multiply(bytesPerSecond, age),
  transferredToo: multiply(age, bytesPerSecond),
  scaled: multiply(1024, memory),
  weighted: multiply(memory, ratio(memory, memory)),
  percentage: multiply(share, 100),
  unknown: multiply(share, aNumber),
  cost: multiply(perByte, memory),
};
holds<Equal<UnitOf<typeof products.transferred>, 'bytes'>>();
holds<Equal<UnitOf<typeof products.transferredToo>, 'bytes'>>();
holds<Equal<UnitOf<typeof products.scaled>, 'bytes'>>();
holds<Equal<UnitOf<typeof products.weighted>, 'bytes'>>();
holds<Equal<UnitOf<typeof products.percentage>, 'percent'>>();
holds<Equal<UnitOf<typeof products.unknown>, 'percent' | 'ratio'>>();
holds<Equal<UnitOf<typeof products.cost>, 'usd'>>();

// ---- moments

const uptime = subtract(time(), started);
holds<Equal<typeof uptime.unit, 'seconds'>>();
above(uptime, seconds(300));
const due = add(started, seconds(3600));
holds<Equal<typeof due.unit, 'timestamp'>>();
const later = add(age, started);
holds<Equal<typeof later.unit, 'timestamp'>>();
const earlier = subtract(started, age);
holds<Equal<typeof earlier.unit, 'timestamp'>>();
// says: add() of two timestamps means nothing: subtract() tells how far they are apart
// @ts-expect-error
add(started, started);
// says: subtract() of seconds and timestamp means nothing
// @ts-expect-error
subtract(age, started);
// says: above() of timestamp and a quantity in another unit means nothing: write it like quantity('timestamp', 1)
// @ts-expect-error
above(started, seconds(1));

// ---- rates

const utilisation = rate(busy, '5m');
holds<Equal<typeof utilisation.unit, 'ratio'>>();
holds<Equal<typeof bytesPerSecond.unit, 'bytes/s'>>();
holds<Equal<typeof executed.unit, 'count/s'>>();
const renamed = asUnit('usd', executed);
holds<Equal<typeof renamed.unit, 'usd'>>();
// says: Argument of type '"euro"' is not assignable to parameter of type 'Unit'
// @ts-expect-error
asUnit('euro', executed);
