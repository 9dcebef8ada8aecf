// Third group: a label that an earlier aggregation removed.
import { add, histogramQuantile, or, rate, ratio, sum, topk, vectorOf } from '#lib';
import type { Legend } from '../../src/builders/template.ts';
import type { Vector } from '../../src/model/vector.ts';
import { commands, duration } from '../support/specimen.ts';

const perSecond = rate(commands, '5m');
const byBoth = sum(perSecond, { by: ['command_type', 'status'] });
const byType = sum(byBoth, { by: ['command_type'] });
function legend<Query extends Vector, Text extends string>(_: Query, text: Text & Legend<Query, Text>): Text {
  return text;
}

sum(byBoth, { by: ['status'] });
// says: the query has no label 'status': keep it in the earlier aggregation, or choose one of
// offers: "command_type"
// @ts-expect-error
sum(byType, { by: ['status'] });
// says: the query has no label 'status': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
sum(byType, { without: ['status'] });
// says: the query has no label 'status': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
sum(sum(perSecond, { without: ['status'] }), { by: ['status'] });
// says: the query has no label 'status': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
sum(add(byType, byType), { by: ['status'] });
// says: the query has no label 'status': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
sum(ratio(byType, byType), { by: ['status'] });
// says: the query has no label 'status': keep it in the earlier aggregation, or choose one of
// @ts-expect-error
sum(or(byType, vectorOf('count/s', 0), { on: [] }), { by: ['status'] });

// topk keeps all labels, whatever its groups.
sum(topk(5, perSecond, { by: ['status'] }), { by: ['command_type'] });

const quantiles = histogramQuantile(0.9, sum(rate(duration.bucket, '5m'), { by: ['le', 'command_type'] }));
legend(quantiles, '{{command_type}}');
// says: the legend names the label 'le', which the query does not leave: keep it in the aggregation, or choose one of
// offers: "command_type"
// @ts-expect-error
legend(quantiles, '{{le}}');
legend(byType, '{{command_type}}');
// says: the legend names the label 'status', which the query does not leave: keep it in the aggregation, or choose one of
// @ts-expect-error
legend(byType, '{{status}}');
