import { metricsOf, type SyntheticMetric, subjects } from './catalog.ts';
import { numbered, turn, upTo } from './words.ts';

/** How many routes or queues each service has. */
const parts = 3;
const outcomes = ['success', 'failure'] as const;

/** What the services of a synthetic project answer a scrape with, by seconds since they began; and how many series that is. */
export interface Exposition {
  readonly series: number;
  text(seconds: number): string;
}

/** Counters that grow, histograms that fill and levels that stay: each rule of the project finds series of its own to read. */
export function exposition(services: number): Exposition {
  const lines = upTo(services).flatMap((at) => {
    const subject = turn(subjects, at);
    return metricsOf(subject).flatMap((metric) => linesOf(metric, numbered(subject, at)));
  });
  return {
    series: lines.length,
    text: (seconds) =>
      `${lines.map(([name, perSecond]) => `${name} ${perSecond * (seconds + 1)}\n`).join('')}`,
  };
}

/** A series, and how much it grows in a second. */
type Line = readonly [series: string, perSecond: number];

function linesOf({ name, kind, by, buckets }: SyntheticMetric, service: string): readonly Line[] {
  return upTo(parts).flatMap((part): readonly Line[] => {
    const labels = `environment="production",service="${service}",${by}="p${part}"`;
    if (kind === 'gauge') return [[`${name}{${labels}}`, 0.001 * (part + 1)]];
    return outcomes.flatMap((status, at): readonly Line[] => {
      const all = at === 0 ? 20 : 0.5;
      const told = `${labels},status="${status}"`;
      if (kind === 'counter') return [[`${name}{${told}}`, all]];
      const bounds = [...buckets, '+Inf'];
      return [
        ...bounds.map(
          (le, place): Line => [`${name}_bucket{${told},le="${le}"}`, (all * (place + 1)) / bounds.length],
        ),
        [`${name}_sum{${told}}`, all * 0.2],
        [`${name}_count{${told}}`, all],
      ];
    });
  });
}
