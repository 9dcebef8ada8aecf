import { secondsOf } from '../model/duration.ts';
import type { Project } from '../model/project.ts';
import type { GrafanaRule, Resource, RuleGroupSpec } from '../model/resource.ts';
import type { AlertRule, RuleGroup } from '../model/rule.ts';
import { print } from '../promql/print.ts';
import { uidOf } from './uid.ts';

/** Grafana evaluates on a beat of ten seconds. */
const beat = 10;

/**
 * The alerts of a project as rules that Grafana evaluates, for those who run no rules in Prometheus. Recording rules stay
 * there. The build does not write them: a server that has both tells everybody everything twice, so whoever wants these asks.
 */
export function grafanaRuleGroups(
  project: Project,
  folderUid: string,
  datasourceUid: string,
): readonly Resource<'rule-group', RuleGroupSpec>[] {
  const titles = titlesOf(project);
  const needs = [`folder/${folderUid}`, `datasource/${datasourceUid}`];
  return project.rules.flatMap((file) =>
    file.groups.flatMap((group) => {
      const rules = alertsIn(group).map((one) =>
        rule(one, titles.get(one) ?? one.alert, project, datasourceUid),
      );
      if (rules.length === 0) return [];
      // Groups of all files share the folder.
      const title = `${file.name}: ${group.name}`;
      const interval = Math.ceil(secondsOf(group.interval) / beat) * beat;
      const spec = { folderUid, title, interval, rules };
      return [{ kind: 'rule-group' as const, id: `${folderUid}/${title}`, spec, needs }];
    }),
  );
}

const alertsIn = ({ rules }: RuleGroup): readonly AlertRule[] =>
  rules.filter((one): one is AlertRule => one.type === 'alert');

/** The title is the alert's name, which routes know it by. Where several have it, the labels in which they differ follow. */
function titlesOf({ rules }: Project): ReadonlyMap<AlertRule, string> {
  const titles = new Map<AlertRule, string>();
  const named = new Map<string, AlertRule[]>();
  for (const one of rules.flatMap(({ groups }) => groups.flatMap(alertsIn)))
    named.set(one.alert, [...(named.get(one.alert) ?? []), one]);
  for (const [name, same] of named) {
    const differing = [...new Set(same.flatMap(({ labels }) => Object.keys(labels)))]
      .filter((label) => same.some(({ labels }) => labels[label] !== same[0]?.labels[label]))
      .sort();
    for (const one of same) {
      const told = differing.map((label) => one.labels[label] ?? `no ${label}`).join(', ');
      titles.set(one, told ? `${name} (${told})` : name);
    }
  }
  return titles;
}

function rule(of: AlertRule, title: string, project: Project, datasourceUid: string): GrafanaRule {
  return {
    uid: uidOf(title),
    title,
    condition: 'B',
    data: [
      {
        refId: 'A',
        queryType: '',
        relativeTimeRange: { from: 600, to: 0 },
        datasourceUid,
        model: { refId: 'A', expr: print(of.query.node), instant: true, range: false, ...usual },
      },
      // To Prometheus whatever the query returns fires, be it 0 or no number at all; to Grafana what is not 0.
      {
        refId: 'B',
        queryType: '',
        relativeTimeRange: { from: 0, to: 0 },
        datasourceUid: '__expr__',
        model: {
          refId: 'B',
          type: 'math',
          expression: 'is_number($A) || is_nan($A) || is_inf($A)',
          ...usual,
        },
      },
    ],
    // Nothing returned is how a Prometheus alert says that all is well; an error is told by name, not as the alert.
    noDataState: 'OK',
    execErrState: 'Error',
    for: of.for ?? '0s',
    ...(of.keepFiringFor && { keep_firing_for: of.keepFiringFor }),
    labels: filled({ ...external(of, project), ...of.labels }),
    annotations: { ...filled(of.annotations), ...shownOn(of.annotations.dashboard_url) },
    isPaused: false,
  };
}

/** Grafana marks an alert on the panel that it links to. */
function shownOn(link = ''): Readonly<Record<string, string>> {
  const [, dashboard, panel] = /^\/d\/([\w-]+)\?(?:.*&)?viewPanel=(\d+)/.exec(link) ?? [];
  return dashboard && panel ? { __dashboardUid__: dashboard, __panelId__: panel } : {};
}

/** Grafana writes these into every query that lacks them. */
const usual = { intervalMs: 1000, maxDataPoints: 43200 };

/** The labels that Prometheus would put on what it sends. Alertmanager never sees which of a pair has sent it. */
function external({ query }: AlertRule, { prometheus }: Project): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(prometheus.externalLabels).filter(
      ([label]) => label !== 'replica' && !(label in query.labels),
    ),
  );
}

/** To Grafana `$value` is a text that lists all values; the number is that of the query. */
const filled = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, text.replaceAll(/\$value\b/g, '$values.A.Value')]),
  );
