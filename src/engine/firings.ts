/** A series that a condition returned, and at which evaluations: Unix seconds, ascending. */
export interface Held {
  readonly labels: Readonly<Record<string, string>>;
  readonly at: readonly number[];
}

/** When rules are evaluated: from the first moment to the last, Unix seconds. */
export interface Evaluations {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** A time during which an alert fired. */
export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly start: number;
  /** The evaluation at which it was over; the last one of all where it was not. */
  readonly end: number;
  /** Whether it still fired at the last evaluation. */
  readonly open: boolean;
}

/**
 * What Prometheus makes of a condition: a series that it returns is pending, fires at the first evaluation that is `for` seconds
 * or more after the one at which it appeared, and is over at the first one without it, or `keepFiringFor` seconds after that.
 * A pending one that misses a single evaluation begins anew; one that is kept firing and comes back has never been away.
 */
export function firingsOf(
  held: Held,
  wait: { readonly for: number; readonly keepFiringFor: number },
  { from, to, step }: Evaluations,
): readonly Firing[] {
  const firings: Firing[] = [];
  const { labels } = held;
  let next = 0;
  let pendingSince: number | undefined;
  let firingSince: number | undefined;
  let goneSince: number | undefined;
  for (let now = from; now <= to; now += step) {
    while (next < held.at.length && (held.at[next] as number) < now) next++;
    if (held.at[next] === now) {
      goneSince = undefined;
      if (firingSince !== undefined) continue;
      pendingSince ??= now;
      if (now - pendingSince >= wait.for) firingSince = now;
      continue;
    }
    pendingSince = undefined;
    if (firingSince === undefined) continue;
    goneSince ??= now;
    if (wait.keepFiringFor > 0 && now - goneSince < wait.keepFiringFor) continue;
    firings.push({ labels, start: firingSince, end: now, open: false });
    firingSince = undefined;
    goneSince = undefined;
  }
  const last = from + Math.floor((to - from) / step) * step;
  if (firingSince !== undefined) firings.push({ labels, start: firingSince, end: last, open: true });
  return firings;
}
