import type { KibanaColour, KibanaThresholds } from '../../model/kibana-chart.ts';

/** The colours of the house, from Kibana's own palette for people who do not tell all colours apart. */
export const hex: Readonly<Record<KibanaColour, string>> = {
  blue: '#6092c0',
  green: '#54b399',
  grey: '#98a2b3',
  orange: '#d6bf57',
  purple: '#9170b8',
  red: '#e7664c',
};

/** A stretch of values with its colour, from its first value on. */
export interface Stretch {
  readonly colour: KibanaColour;
  readonly from: number;
}

/** What the colours of a number mean, from the smallest value up. */
export function stretches({ worse, warning, critical }: KibanaThresholds): readonly Stretch[] {
  const bad: Stretch = { colour: 'red', from: worse === 'above' ? critical : 0 };
  const middle = warning === undefined ? [] : [warning];
  return worse === 'above'
    ? [{ colour: 'green', from: 0 }, ...middle.map((from): Stretch => ({ colour: 'orange', from })), bad]
    : [
        bad,
        ...middle.map((): Stretch => ({ colour: 'orange', from: critical })),
        { colour: 'green', from: warning ?? critical },
      ];
}

/**
 * A palette by value. Kibana keeps both ends of each stretch, in two lists; the last has no end, which `continuity` says,
 * and the number that stands there all the same is never looked at.
 */
export function palette(thresholds: KibanaThresholds): Readonly<Record<string, unknown>> {
  const all = stretches(thresholds);
  const last = all.at(-1)?.from ?? 0;
  return {
    type: 'palette',
    name: 'custom',
    params: {
      name: 'custom',
      continuity: 'above',
      maxSteps: 5,
      progression: 'fixed',
      rangeMax: null,
      rangeMin: 0,
      rangeType: 'number',
      reverse: false,
      steps: all.length,
      colorStops: all.map(({ colour, from }) => ({ color: hex[colour], stop: from })),
      stops: all.map(({ colour }, at) => ({ color: hex[colour], stop: all[at + 1]?.from ?? last + 1 })),
    },
  };
}
