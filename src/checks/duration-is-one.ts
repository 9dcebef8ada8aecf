import { secondsOf } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import { variablesIn } from '../promql/variables.ts';
import type { Check, Finding } from './check.ts';

/** Every window, step, offset, `for` and interval is a duration that Prometheus reads; Grafana fills in its own windows. */
export const durationIsOne: Check = {
  id: 'duration-is-one',
  severity: 'error',
  nodes: {
    range: (node) => (isOne(node.window) ? undefined : [refused(node.window, 'a window', node)]),
    subquery: (node) => {
      const { window, step, offset } = node;
      if (isOne(window) && (step === '' || isOne(step)) && isOffset(offset)) return undefined;
      return [
        ...(isOne(window) ? [] : [refused(window, 'a window', node)]),
        ...(step === '' || isOne(step) ? [] : [refused(step, 'a step', node)]),
        ...(isOffset(offset) ? [] : [refused(offset ?? '', 'an offset', node)]),
      ];
    },
    selector: (node) => (isOffset(node.offset) ? undefined : [refused(node.offset ?? '', 'an offset', node)]),
  },
  *project({ project }): Iterable<Finding> {
    for (const { name, groups } of project.rules)
      for (const group of groups) {
        const path = `alerts/${name} › ${group.name}`;
        if (!isOne(group.interval)) yield { path, ...refused(group.interval, 'an interval') };
        for (const rule of group.rules)
          if (rule.type === 'alert' && rule.for !== undefined && !isOne(rule.for))
            yield { path: `${path} › ${rule.alert}`, ...refused(rule.for, 'for') };
      }
  },
};

function refused(duration: string, as: string, at?: Node): Finding {
  return {
    message: `${duration || 'nothing'} is no duration, and stands as ${as}: Prometheus refuses it`,
    fix: 'write whole numbers above 0 with their units from the longest to the shortest, such as 1d12h or 90s',
    ...(at && { at }),
  };
}

const isOne = (duration: string): boolean =>
  !Number.isNaN(secondsOf(duration)) || variablesIn(duration).length > 0;
/** An offset may look ahead. */
const isOffset = (offset: string | undefined): boolean =>
  offset === undefined || isOne(offset.replace(/^[-+]/, ''));
