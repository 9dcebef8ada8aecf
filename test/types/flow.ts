// What a result is known to be: labels, unit, where it may run, what its samples mean; and functions over any labels.
import {
  above,
  add,
  and,
  asUnit,
  avgOverTime,
  divide,
  histogramQuantile,
  labelReplace,
  offset,
  or,
  rate,
  rateInterval,
  ratio,
  raw,
  subtract,
  sum,
  time,
  topk,
  unless,
  where,
  withLabel,
} from '#lib';
import type { Labels } from '../../src/model/label.ts';
import type { LabelsOf, Vector, WhereOf } from '../../src/model/vector.ts';
import { commands, duration, environment, memory, started } from '../support/specimen.ts';
import { type Equal, holds } from './equal.ts';

const byType = sum(rate(commands, '5m'), { by: ['command_type'] });
const chosen = where(memory, { environment });
const chosenCommands = where(commands, { environment });

// ---- labels

interface OfCommands {
  readonly command_type: string;
  readonly status: 'failure' | 'success';
  readonly environment: 'production' | 'staging';
  readonly job: 'application';
  readonly instance: string;
}
type Flat<Of> = { readonly [Name in keyof Of]: Of[Name] };
holds<Equal<Flat<LabelsOf<typeof commands>>, Flat<OfCommands>>>();
holds<Equal<LabelsOf<typeof byType>, { readonly command_type: string }>>();
const without = sum(rate(commands, '5m'), { without: ['command_type', 'instance', 'job'] });
holds<Equal<LabelsOf<typeof without>, Pick<Flat<OfCommands>, 'environment' | 'status'>>>();
const top = topk(3, rate(commands, '5m'), { by: ['status'] });
holds<Equal<Flat<LabelsOf<typeof top>>, Flat<OfCommands>>>();
const quantiles = histogramQuantile(0.9, sum(rate(duration.bucket, '5m'), { by: ['le', 'job'] }));
holds<Equal<Flat<LabelsOf<typeof quantiles>>, { readonly job: 'application' }>>();
const relabelled = labelReplace(withLabel(byType, 'team', 'core'), 'kind', '$1', 'command_type', /(.*)/);
type Relabelled = { readonly command_type: string; readonly team: 'core'; readonly kind: string };
holds<Equal<Flat<LabelsOf<typeof relabelled>>, Relabelled>>();
const either = or(withLabel(byType, 'kind', 'a'), withLabel(byType, 'kind', 'b'));
holds<Equal<LabelsOf<typeof either>['kind'], 'a' | 'b'>>();

// ---- what samples mean

holds<Equal<(typeof commands)['sample'], 'counter'>>();
holds<Equal<(typeof byType)['sample'], 'gauge'>>();
const rated = rate(duration.bucket, '5m');
holds<Equal<(typeof rated)['sample'], 'buckets'>>();
const upToHalf = where(duration.bucket, { le: '0.5' });
holds<Equal<(typeof upToHalf)['sample'], 'counter'>>();
holds<Equal<(typeof upToHalf)['unit'], 'count'>>();

// ---- where a query may run: one part that needs a dashboard is enough

type Runs<Query extends Vector> = 'dashboard' extends WhereOf<Query> ? 'dashboard' : 'anywhere';
const wheres = {
  add: add(memory, chosen),
  and: and(memory, chosen),
  unless: unless(memory, chosen),
  or: or(memory, chosen),
  offset: offset(chosen, '1w'),
  narrowed: where(chosen, { job: 'application' }),
  divide: divide(chosen, memory),
  ratio: ratio(memory, chosen),
  above: above(chosen, 0),
  subtract: subtract(time(), where(started, { environment })),
  sum: sum(chosen, { by: ['job'] }),
  topk: topk(5, chosen),
  rate: rate(chosenCommands, '5m'),
  window: rate(commands, rateInterval),
  subquery: avgOverTime(rate(commands, rateInterval), '1h', { step: '1m' }),
  quantile: histogramQuantile(0.9, rate(where(duration.bucket, { environment }), '5m')),
  relabelled: withLabel(chosen, 'team', 'core'),
  raw: raw('bytes')`max(${chosen})`,
};
holds<
  Equal<{ [Verb in keyof typeof wheres]: Runs<(typeof wheres)[Verb]> }[keyof typeof wheres], 'dashboard'>
>();
holds<Equal<Runs<typeof byType>, 'anywhere'>>();
const everything = where(memory, {});
holds<Equal<Runs<typeof everything>, 'anywhere'>>();

// ---- functions that people write

/** Over any labels: they are a parameter of the function, the rest is said. */
function busiest<Has extends Labels>(query: Vector<Has, 'count/s', 'anywhere', 'gauge'>) {
  return topk(5, above(query, 1));
}
const busy = busiest(byType);
holds<Equal<LabelsOf<typeof busy>, { readonly command_type: string }>>();
// says: Type '"bytes"' is not assignable to type '"count/s"'
// @ts-expect-error
busiest(memory);

/** Over a plain type: the answer has the labels that the function keeps. */
function total(query: Vector<Labels, 'count/s', 'anywhere', 'gauge'>) {
  return sum(query);
}
above(total(byType), 5);
// says: Type '"counter"' is not assignable to type '"gauge"'
// @ts-expect-error
total(asUnit('count/s', commands));

// ---- durations: whole numbers, from the longest unit to the shortest

rate(commands, '1d12h');
offset(memory, '1w');
// says: '"1.5h"' is not assignable to parameter of type
// @ts-expect-error
rate(commands, '1.5h');
// says: '"1e3m"' is not assignable to parameter of type
// @ts-expect-error
rate(commands, '1e3m');
// says: '"30m1h"' is not assignable to parameter of type
// @ts-expect-error
rate(commands, '30m1h');
