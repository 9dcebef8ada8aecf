/** A mistake that no scenario can notice, since the rule does the same with it. */
export interface Equivalent {
  /** As a fate names it: its file and its rule. */
  readonly where: string;
  readonly what: string;
  readonly because: string;
}

/** Mistakes that are none. Whoever adds one says why; a test holds that each of them can still be made. */
export const equivalents: readonly Equivalent[] = [
  {
    where: 'alerts/monitoring.ts › Watchdog',
    what: 'vector(1) becomes vector(0.9)',
    because: 'it fires whatever its value is, and says nothing of it',
  },
  {
    where: 'alerts/incidents.ts › FrameworkExecutiveEscalation',
    what: 'max becomes min',
    because: 'every sample of an alert that fires is 1',
  },
  ...(['1w', '1d'] as const).map((back) => ({
    where: `alerts/commands.ts › environment:framework_command_executions:deviation_${back}`,
    what: '> becomes >=',
    because: 'it chooses the larger of two, and here they are equal',
  })),
  ...['[5m] becomes [150s]', '[5m] becomes [600s]'].map((what) => ({
    where: 'alerts/promises.ts › objective:sli_bad:rate5m',
    what,
    because: 'requests to dashboards times 0 are 0, over any window',
  })),
  {
    where: 'alerts/quality-gates.ts › environment:framework_quality_gate_failures:ratio_rate10m',
    what: 'the right of or is left out',
    because:
      'what complied has a value wherever what was executed has one, so there is always a part of the whole',
  },
];

/** Why nobody could notice a mistake; nothing where somebody should have. */
export const reasonOf = (where: string, what: string): string | undefined =>
  equivalents.find((one) => one.where === where && one.what === what)?.because;
