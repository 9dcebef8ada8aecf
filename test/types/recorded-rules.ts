// Seventh group: a recording rule is a metric from then on.
import { above, avgOverTime, histogramQuantile, rate, ratio, record, sum, where } from '#lib';
import type { LabelsOf, Selector } from '../../src/model/vector.ts';
import { commands, duration } from '../support/specimen.ts';
import { type Equal, holds } from './equal.ts';

const recorded = record({
  record: 'status:commands:rate5m',
  as: sum(rate(commands, '5m'), { by: ['status'] }),
  help: 'Commands per second.',
});
const labelled = record({
  record: 'status_team:commands:rate5m',
  as: sum(rate(commands, '5m'), { by: ['status'] }),
  help: 'Commands per second.',
  labels: { team: 'core', status: 'any' },
});
const buckets = record({
  record: 'le:command_duration_seconds:rate5m',
  as: sum(rate(duration.bucket, '5m'), { by: ['le'] }),
  help: 'Buckets per second.',
});

holds<Equal<LabelsOf<typeof recorded>, { readonly status: 'success' | 'failure' }>>();
holds<Equal<(typeof recorded)['name'], 'status:commands:rate5m'>>();
holds<Equal<(typeof recorded)['unit'], 'count/s'>>();
holds<Equal<(typeof recorded)['sample'], 'gauge'>>();
const asSelector: Selector<string, { readonly status: string }, 'count/s', 'anywhere', 'gauge'> = recorded;
sum(asSelector);
holds<Equal<LabelsOf<typeof labelled>['team'], 'core'>>();
// The rule's own label replaces the one of the query, as Prometheus does it.
holds<Equal<LabelsOf<typeof labelled>['status'], 'any'>>();

where(recorded, { status: 'failure' });
avgOverTime(recorded, '1h');
above(ratio(where(recorded, { status: 'failure' }), recorded), 0);
histogramQuantile(0.9, buckets);

// says: Type '"failed"' is not assignable to type '"failure" | "success" | Match<
// @ts-expect-error
where(recorded, { status: 'failed' });
// says: 'command_type' does not exist in type
// @ts-expect-error
where(recorded, { command_type: 'task' });
// says: the query has no label 'command_type': keep it in the earlier aggregation, or choose one of
// offers: "status"
// @ts-expect-error
sum(recorded, { by: ['command_type'] });
// says: rate() needs a counter, and status:commands:rate5m is a gauge: use delta() or deriv()
// @ts-expect-error
rate(recorded, '5m');
// says: above() of count/s and a quantity in another unit means nothing
// @ts-expect-error
above(recorded, { in: { bytes: 1 } } as import('../../src/model/vector.ts').Quantity<'bytes'>);
// says: Type '"platform"' is not assignable to type '"core" | Match<"core"
// @ts-expect-error
where(labelled, { team: 'platform' });
