// Fourth group: operations between vectors whose labels differ.
import {
  above,
  add,
  and,
  asUnit,
  divide,
  multiply,
  or,
  rate,
  ratio,
  subtract,
  sum,
  time,
  unless,
  vectorOf,
  withLabel,
} from '#lib';
import { commands, duration, health, memory, started } from '../support/specimen.ts';

const perSecond = rate(commands, '5m');
const all = sum(perSecond);
const byType = sum(perSecond, { by: ['command_type'] });
const byStatus = sum(perSecond, { by: ['status'] });
const byBoth = sum(perSecond, { by: ['command_type', 'status'] });

// ---- labels differ, and nothing is said about it

add(byType, byType);
// says: add() cannot match series whose labels differ: aggregate both by the same, or match with { on: [...] } or { ignoring: [...] }; only one side has
// offers: "command_type" | "status"
// @ts-expect-error
add(byType, byStatus);
// says: divide() cannot match series whose labels differ: aggregate both by the same, or match with { on: [...] } or { ignoring: [...] }; only one side has
// offers: "status"
// @ts-expect-error
divide(byBoth, byType);
// says: above() cannot match series whose labels differ
// @ts-expect-error
above(byBoth, all, { bool: true });
// says: ratio() cannot match series whose labels differ
// @ts-expect-error
ratio(byType, byBoth);
// says: or() cannot match series whose labels differ
// @ts-expect-error
or(byType, byStatus);
and(byType, byStatus, { on: [] });
// says: and() cannot match series whose labels differ
// @ts-expect-error
and(byType, byStatus);
unless(byBoth, byType, { on: ['command_type'] });
// says: unless() cannot match series whose labels differ
// @ts-expect-error
unless(byBoth, byType);
or(byType, vectorOf('count/s', 0), { on: [] });

// ---- which side is many

divide(byBoth, byType, { on: ['command_type'], group: 'left' });
divide(byType, byBoth, { on: ['command_type'], group: 'right' });
divide(byBoth, all, { on: [], group: 'left' });
// says: divide() meets many series on the left: say group: 'left', or aggregate away
// offers: "status"
// @ts-expect-error
divide(byBoth, byType, { on: ['command_type'] });
// says: divide() meets many series on the right: say group: 'right', or aggregate away
// offers: "status"
// @ts-expect-error
divide(byType, byBoth, { ignoring: ['status'] });
// says: divide() meets many series on the left: say group: 'left', or aggregate away
// offers: "command_type" | "status"
// @ts-expect-error
divide(byBoth, all, { on: [] });
// says: divide() with group: 'right' allows one series on the left: aggregate away, or include, its
// offers: "status"
// @ts-expect-error
divide(byBoth, byType, { on: ['command_type'], group: 'right' });
// says: divide() with group: 'left' allows one series on the right: aggregate away, or include, its
// offers: "status"
// @ts-expect-error
divide(byType, byBoth, { on: ['command_type'], group: 'left' });
// says: add() includes labels of the one side into the many: say group: 'left' or group: 'right' for the side with many series
// @ts-expect-error
add(byType, byType, { on: ['command_type'], include: ['command_type'] });
// says: and() takes no group and no include: it compares sets of series
// @ts-expect-error
and(byBoth, byType, { on: ['command_type'], group: 'left' });

// Labels of an info metric are copied over: `x * on (module) group_left (version) info`.
const info = asUnit('ratio', withLabel(sum(health, { by: ['module'] }), 'version', '1.2'));
const ofModule = sum(health, { by: ['module', 'job'] });
multiply(ofModule, info, { on: ['module'], group: 'left', include: ['version'] });
// says: multiply() with group: 'left' allows one series on the right: aggregate away, or include, its
// offers: "version"
// @ts-expect-error
multiply(ofModule, info, { on: ['module'], group: 'left' });

// ---- options that no match has

// says: add() has no option 'grup': a match has on or ignoring, and group, include
// @ts-expect-error
add(byType, byType, { on: ['command_type'], grup: 'left' });
// says: add() matches either on labels or ignoring labels, not both
// @ts-expect-error
add(byType, byType, { on: ['command_type'], ignoring: [] });

// ---- a list that is not written out may lack a label

declare const some: ('command_type' | 'status')[];
// says: write the labels out where they are used, as in { on: ['a', 'b'] }: the compiler reads them one by one
// @ts-expect-error
add(byBoth, byBoth, { on: some });
// says: write the labels out where they are used, as in { ignoring: ['a', 'b'] }: the compiler reads them one by one
// @ts-expect-error
and(byBoth, byBoth, { ignoring: some });
// says: write the labels out where they are used, as in { include: ['a', 'b'] }: the compiler reads them one by one
// @ts-expect-error
multiply(byBoth, byBoth, { on: [], group: 'left', include: some });

// ---- what is no vector

subtract(time(), started);
// says: add() needs a vector on one side: two numbers can be computed in TypeScript
// @ts-expect-error
add(1, 2);
// says: subtract() needs a vector on one side: two numbers can be computed in TypeScript
// @ts-expect-error
subtract(time(), time());
// says: above() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
above(duration, 1);
// says: or() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
or(memory, duration);
// says: unless() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
unless(duration, health);
