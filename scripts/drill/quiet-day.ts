import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSimulator } from '../../services/simulator/index.ts';
import { textTable } from '../../src/cli/table.ts';
import { secondsOf } from '../../src/model/duration.ts';
import type { Project } from '../../src/model/project.ts';
import type { AlertRule } from '../../src/model/rule.ts';
import { format } from '../../src/promql/format.ts';
import type { PrometheusApi } from '../../src/providers/prometheus.ts';
import { importHistory } from '../stack/imported-history.ts';
import { requirePrometheus } from '../stack/programs.ts';
import { writeConfig } from '../stack/prometheus-config.ts';
import { claimPort, startPrometheus } from '../stack/prometheus-process.ts';
import { recordProject } from '../stack/recorded-project.ts';
import { createWorkspace } from '../stack/workspace.ts';

/** A time in which an alert would have fired. */
export interface Firing {
  readonly alert: string;
  readonly severity: string;
  /** What is put on the alert beside its severity, such as its level. */
  readonly labels: Readonly<Record<string, string>>;
  /** Unix times of the first and the last moment. */
  readonly from: number;
  readonly to: number;
}

/** What a day came to. */
export interface QuietDay {
  readonly firings: readonly Firing[];
  /** Alerts that were replayed. */
  readonly alerts: number;
  /** Moments at which each was asked for. */
  readonly moments: number;
  /** Nothing above low fired. */
  readonly passed: boolean;
}

/** What a day is asked for. */
export interface QuietDayOptions {
  readonly project: Project;
  readonly seed: number;
  readonly hours: number;
  /** Seconds between two moments at which rules are computed and alerts are asked for; 60 or more. */
  readonly step: number;
  say(line: string): void;
  readonly signal: AbortSignal;
}

/** A Tuesday, 00:00 UTC: a day is the same whenever it is replayed. */
const midnight = Date.UTC(2026, 2, 3) / 1000;

/**
 * Makes up a day without faults, hands it to a real Prometheus with all that the rules would have recorded, and asks every alert
 * of it as if it had been there: its expression at each moment, and `for`.
 */
export async function replayQuietDay(options: QuietDayOptions): Promise<QuietDay> {
  const { project, seed, hours, step, say, signal } = options;
  requirePrometheus(say);
  const folder = createWorkspace();
  try {
    const from = midnight;
    const end = from + hours * 3600;
    const data = join(folder, 'data');
    const { port, release } = await claimPort(0, 'Prometheus');
    await release();
    say(`simulating ${hours} h`);
    const simulator = createSimulator({ seed, start: from });
    const dir = join(folder, 'past');
    const files = await simulator.writeHistory({ dir, end, hours, step: 30 });
    mkdirSync(data);
    await importHistory({ files, folder, data, say, signal });
    await recordProject({ project, folder, data, port, from, end, finest: step, say, signal });
    const config = writeConfig({ project: { ...project, rules: [] }, folder, targets: {} });
    const prometheus = await startPrometheus({ config, data, port, flags: project.prometheus.flags });
    try {
      say('asking for every alert at every moment');
      const alerts = alertsOf(project);
      // The first hour is one in which half of what a rule wants to see is not there yet.
      const range = { start: from + 3600, end, step };
      const firings = (
        await Promise.all(alerts.map((alert) => firingsOf(alert, prometheus.api, range)))
      ).flat();
      const moments = Math.floor((range.end - range.start) / step) + 1;
      const passed = firings.every(({ severity }) => severity === 'low');
      return { firings, alerts: alerts.length, moments, passed };
    } finally {
      await prometheus.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Alerts that a day of the simulation can say something about: the Watchdog fires always. */
function alertsOf(project: Project): readonly AlertRule[] {
  const rules = project.rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  return rules.filter((rule): rule is AlertRule => rule.type === 'alert' && rule.alert !== 'Watchdog');
}

/** When an alert would have fired. Moments of all its series count as one: it may be told longer than it fired, never shorter. */
async function firingsOf(
  rule: AlertRule,
  api: PrometheusApi,
  range: { readonly start: number; readonly end: number; readonly step: number },
): Promise<readonly Firing[]> {
  const moments = await api.momentsOf(format(rule.query.node), range);
  const wait = rule.for ? secondsOf(rule.for) : 0;
  return stretches(
    [...moments].sort((one, other) => one - other),
    range.step,
  )
    .filter(([from, to]) => to - from >= wait)
    .map(([from, to]) => ({
      alert: rule.alert,
      severity: rule.severity,
      labels: rule.labels,
      from: from + wait,
      to,
    }));
}

/** Moments as stretches without a break, each from its first to its last. */
export function stretches(moments: readonly number[], step: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const moment of moments) {
    const last = found.at(-1);
    if (last && moment - last[1] <= step) last[1] = moment;
    else found.push([moment, moment]);
  }
  return found;
}

/** What a day came to, as text, and in one line. */
export function quietDayReport({ firings, alerts, moments, passed }: QuietDay): {
  readonly text: string;
  readonly line: string;
} {
  const rows = firings.map(({ alert, severity, from, to }) => [
    alert,
    severity,
    new Date(from * 1000).toISOString().slice(11, 16),
    `${Math.round((to - from) / 60)} min`,
  ]);
  const above = firings.filter(({ severity }) => severity !== 'low').length;
  const line = `${passed ? '✔' : '✖'} quiet-day: ${alerts} alerts at ${moments} moments, ${above} fired above low`;
  return { text: `${textTable(['alert', 'severity', 'from', 'for'], rows)}\n\n${line}\n`, line };
}
