import type { Node } from '../model/node.ts';
import type { Check, Finding } from './check.ts';

/** A quantile is asked for as a share from 0 to 1: beyond it Prometheus answers with infinity. */
export const quantileIsAShare: Check = {
  id: 'quantile-is-a-share',
  severity: 'error',
  nodes: {
    call: (node) =>
      node.name === 'histogram_quantile' || node.name === 'quantile_over_time'
        ? outside(node.name, node.args[0])
        : undefined,
    aggregate: (node) => (node.op === 'quantile' ? outside('quantile', node.param) : undefined),
  },
};

function outside(name: string, q: Node | undefined): Finding[] | undefined {
  if (q?.type !== 'number' || (q.value >= 0 && q.value <= 1)) return undefined;
  const meant = q.value > 1 && q.value <= 100 ? Number((q.value / 100).toPrecision(12)) : undefined;
  return [
    {
      at: q,
      message: `${name}() takes a share from 0 to 1, and ${q.value} is none: Prometheus answers with infinity`,
      fix: meant === undefined ? 'write a share, such as 0.95 for the 95th percentile' : `write ${meant}`,
    },
  ];
}
