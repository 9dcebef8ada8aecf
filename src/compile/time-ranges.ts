import type { TimeRange } from '../model/routing.ts';

/** Time ranges in the words that Alertmanager and Grafana share. */
export const timeRanges = (ranges: readonly TimeRange[]): readonly Readonly<Record<string, unknown>>[] =>
  ranges.map(({ weekdays, times, location }) => ({
    ...(weekdays && { weekdays }),
    ...(times && { times: times.map(([from, to]) => ({ start_time: from, end_time: to })) }),
    location,
  }));
