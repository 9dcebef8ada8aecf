// First group: a metric, label or label value that the catalog does not have.
import { absent, alert, anyOf, avg, divide, group, matching, not, rate, sum, where } from '#lib';
import type { Legend, Template } from '../../src/builders/template.ts';
import type { Vector } from '../../src/model/vector.ts';
import * as catalog from '../support/specimen.ts';
import { commands, duration, environment, memory } from '../support/specimen.ts';

const perSecond = rate(commands, '5m');
const byType = sum(perSecond, { by: ['command_type'] });
const byBoth = sum(perSecond, { by: ['command_type', 'status'] });
function legend<Query extends Vector, Text extends string>(_: Query, text: Text & Legend<Query, Text>): Text {
  return text;
}
function annotation<Query extends Vector, Text extends string>(
  _: Query,
  text: Text & Template<Query, Text>,
): Text {
  return text;
}

// ---- metrics

rate(catalog.commands, '5m');
// says: Property 'comands' does not exist on type
// @ts-expect-error
rate(catalog.comands, '5m');

// ---- matchers

where(commands, { status: 'failure' });
where(commands, { command_type: 'anything', environment: 'production' });
// says: Type '"failed"' is not assignable to type '"failure" | "success" | Match<
// @ts-expect-error
where(commands, { status: 'failed' });
// says: Did you mean to write 'status'?
// @ts-expect-error
where(commands, { stauts: 'failure' });
// says: Object literal may only specify known properties, and 'module' does not exist in type
// @ts-expect-error
where(commands, { module: 'failure' });
// says: commands_total has no label 'module': choose one of
// offers: "command_type" | "environment" | "instance" | "job" | "status"
// @ts-expect-error
where(commands, { status: 'failure', module: 'x' });

where(commands, { status: not('success'), command_type: matching(/^task/) });
// says: Expected at least 1 arguments, but got 0
// @ts-expect-error
anyOf();
// says: Expected at least 1 arguments, but got 0
// @ts-expect-error
not();
// says: Type '"failed"' is not assignable to type '"failure" | "success"'
// @ts-expect-error
where(commands, { status: not('failed') });
// says: Type '"broken"' is not assignable to type '"failure" | "success"'
// @ts-expect-error
where(commands, { status: anyOf('failure', 'broken') });
// says: Type 'Variable<"production" | "staging">' is not assignable to type 'Variable<"failure" | "success">'
// @ts-expect-error
where(commands, { status: environment });

const slip = { status: 'failure', module: 'x' } as const;
const { module: _, ...sound } = slip;
where(commands, sound);
// says: commands_total has no label 'module': choose one of
// @ts-expect-error
where(commands, slip);
// says: commands_total has no label 'module': choose one of
// @ts-expect-error
where(commands, { ...slip, status: 'success' });
const wide = { status: String('failure') };
// says: Type 'string' is not assignable to type '"failure" | "success" | Match<
// @ts-expect-error
where(commands, wide);

where(duration.bucket, { le: '0.5' });
// says: Type '"0.2"' is not assignable to type '"+Inf" | "0.1" | "0.5" | "1" | Match<
// @ts-expect-error
where(duration.bucket, { le: '0.2' });
// says: where() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
where(duration, { command_type: 'task' });
// says: where() needs a metric with a name, and this is the result of an expression: where() first, then compute
// @ts-expect-error
where(byType, { command_type: 'task' });

absent(commands, { status: 'failure' });
// says: commands_total has no label 'module': choose one of
// @ts-expect-error
absent(commands, { status: 'failure', module: 'x' });

// ---- by, without

sum(perSecond, { by: ['command_type', 'status'] });
// says: the query has no label 'module': keep it in the earlier aggregation, or choose one of
// offers: "command_type" | "environment" | "instance" | "job" | "status"
// @ts-expect-error
sum(perSecond, { by: ['module'] });
// says: the query has no label 'module': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
sum(perSecond, { by: ['status', 'module'] });
// says: the query has no label 'module': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
avg(memory, { without: ['module'] });
// says: the query has no label 'module': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
group(commands, { by: ['module'] });
// says: an aggregation either keeps labels with by, or drops labels with without: take one of the two
// @ts-expect-error
sum(perSecond, { by: ['status'], without: ['instance'] });

const written = { by: ['status'] } as const;
sum(perSecond, written);
const some: ('command_type' | 'status')[] = ['status'];
// says: write the labels out where they are used, as in { by: ['a', 'b'] }: the compiler reads them one by one
// @ts-expect-error
sum(perSecond, { by: some });

// ---- on, ignoring, group_left

divide(byBoth, byType, { on: ['command_type'], group: 'left' });
// says: divide() cannot match on 'module', which is not a label of both sides: choose one of
// offers: "command_type"
// @ts-expect-error
divide(byBoth, byType, { on: ['module'], group: 'left' });
divide(byBoth, byType, { ignoring: ['status'], group: 'left' });
// says: divide() cannot ignore 'module', which neither side has: choose one of
// offers: "command_type" | "status"
// @ts-expect-error
divide(byBoth, byType, { ignoring: ['status', 'module'], group: 'left' });
divide(byBoth, byType, { on: ['command_type'], group: 'left', include: ['command_type'] });
// says: divide() cannot include 'module', which the right side does not have: choose one of
// offers: "command_type"
// @ts-expect-error
divide(byBoth, byType, { on: ['command_type'], group: 'left', include: ['module'] });

// ---- legends and annotations

legend(byBoth, '{{command_type}}: {{ status }}');
legend(byBoth, 'all');
// says: the legend names the label 'module', which the query does not leave: keep it in the aggregation, or choose one of
// offers: "command_type" | "status"
// @ts-expect-error
legend(byBoth, '{{status}} of {{ module }}');

annotation(byType, '{{ $value | humanize }} of {{ $labels.command_type }}');
// says: the annotation names the label 'status', which the query does not leave: keep it in the aggregation, or choose one of
// offers: "command_type"
// @ts-expect-error
annotation(byType, '{{ $labels.command_type }} {{$labels.status}}');
// says: the annotation names the label 'status'
// @ts-expect-error
annotation(byType, '{{ $labels.status | title }}');
// says: the annotation names the label 'status'
// @ts-expect-error
annotation(byType, '{{ if eq $labels.command_type $labels.status }}same{{ end }}');
// says: the annotation names the label 'status'
// @ts-expect-error
annotation(byType, '{{ printf "%s" ($labels.status) }}');
const spec = { alert: 'A', when: byType, severity: 'low' } as const;
alert({ ...spec, summary: 'It is {{ $labels.command_type }}.' });
// says: the annotation names the label 'status'
// @ts-expect-error
alert({ ...spec, summary: 'It is {{ $labels.status }}.' });
