import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { secondsOf } from '../model/duration.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { AlertRule, RuleGroup } from '../model/rule.ts';
import type { Runbook, RunbookFile, RunbookQuestion, Runbooks } from '../model/runbook.ts';
import { format } from '../promql/format.ts';
import { nodesOf } from '../promql/walk.ts';
import { rulesBehind } from '../queries/needed.ts';
import { rulesPath, runbookPage } from '../queries/paths.ts';
import { resolve } from '../queries/resolve.ts';
import { limitsOf } from './limits.ts';
import type { Output } from './output.ts';
import { toldOf } from './runbook-told.ts';

/** An alerting rule with its place. */
interface Placed {
  readonly rule: AlertRule;
  readonly file: RuleFile;
  readonly group: RuleGroup;
}

/** A page for each alert that has a runbook, and the list of them. */
export function runbookOutputs(project: Project): readonly Output[] {
  const { runbooks } = project;
  if (!runbooks) return [];
  const alerts = alertsOf(project);
  const triggers = triggersOf(alerts);
  const pages = runbooks.files.flatMap((file) =>
    file.runbooks.flatMap((runbook) => {
      const rules = alerts.filter(({ rule }) => rule.alert === runbook.alert);
      // One that is left over is what a check complains of.
      return rules.length > 0 ? [{ file, runbook, rules }] : [];
    }),
  );
  if (pages.length === 0) return [];
  return [
    ...pages.map(({ file, runbook, rules }) => ({
      path: runbookPage(runbook.alert),
      text: tidy(template('runbook')(pageOf(file, runbook, rules, project, runbooks, triggers))),
      of: `the runbook of ${runbook.alert}`,
    })),
    {
      path: 'alerts/runbooks/README.md',
      text: tidy(template('runbooks')({ severities: listed(pages) })),
      of: 'the list of runbooks',
    },
  ];
}

/** Links to the alerts that set off a response, by its name. */
type Triggers = ReadonlyMap<string, readonly string[]>;

function triggersOf(alerts: readonly Placed[]): Triggers {
  const links = new Map<string, readonly string[]>();
  for (const { rule } of alerts)
    if (rule.response) {
      const link = `[${rule.alert}](${rule.alert}.md)`;
      links.set(rule.response, [...new Set([...(links.get(rule.response) ?? []), link])]);
    }
  return links;
}

const alertsOf = ({ rules }: Project): readonly Placed[] =>
  rules.flatMap((file) =>
    file.groups.flatMap((group) =>
      group.rules.flatMap((rule) => (rule.type === 'alert' ? [{ rule, file, group }] : [])),
    ),
  );

/** Everything that the template says of an alert. */
function pageOf(
  file: RunbookFile,
  runbook: Runbook,
  rules: readonly Placed[],
  project: Project,
  runbooks: Runbooks,
  triggers: Triggers,
) {
  const [{ rule, file: ruleFile }] = rules as readonly [Placed, ...Placed[]];
  const names = new Set([...(rule.response ? [rule.response] : []), ...runbook.responses]);
  const programs = new Map(
    rules.flatMap(({ rule: one }) => toldOf(one, project)?.programs ?? []).map(({ name }) => [name, name]),
  );
  return {
    ...runbook,
    source: `alerts/runbooks/${file.name}.ts`,
    rulesPath: rulesPath(ruleFile),
    variants: rules.map((placed) => variantOf(placed, project, rules.length > 1)),
    diagnosis: runbook.diagnosis.map(questionOf),
    mitigation: runbook.mitigation.map((step, index) => `${index + 1}. ${step}`),
    escalation: runbook.escalation ?? escalationOf(rule, runbooks),
    programs: [...programs.keys()].map((name) => ({ name, does: runbooks.programs[name] ?? '' })),
    setsOff: rule.response ?? '',
    responses: [...names].flatMap((name) => {
      const notes = runbooks.responses[name];
      const others = (triggers.get(name) ?? []).filter((link) => !link.startsWith(`[${runbook.alert}]`));
      return notes ? [{ name, triggers: others, actions: notes }] : [];
    }),
    acted: { ...runbooks.acted, query: format(runbooks.acted.query.node) },
  };
}

/** What one definition says; a page is about several where they share a name. */
function variantOf({ rule, file, group }: Placed, project: Project, isOneOfMany: boolean) {
  const told = toldOf(rule, project);
  const behind = rulesBehind(project, rule);
  const node = resolve(rule.query.node).node ?? rule.query.node;
  const units = new Map(behind.map(({ rule: { record, query } }) => [record, query.unit]));
  const own = Object.entries(rule.labels).filter(
    ([label]) => !['severity', 'level', 'subject', 'response'].includes(label),
  );
  return {
    title: isOneOfMany ? own.map(([label, value]) => `${label}="${value}"`).join(' ') : '',
    summary: withoutPlaces(rule.annotations.summary ?? ''),
    description: withoutPlaces(rule.annotations.description ?? ''),
    standing: `**${rule.severity}**, level ${rule.level}`,
    panel: panelLink(rule, project),
    facts: [
      ['Fires when', limitsOf(node, rule.query.unit, (series) => units.get(series))],
      ['For', rule.for ?? 'at once'],
      ['Goes on for', rule.keepFiringFor ?? ''],
      ['Looks back over', windowsOf([node, ...behind.map((one) => one.rule.query.node)])],
      ['Evaluated', `every ${group.interval}, in group \`${group.name}\` of \`${file.name}.rules.yml\``],
      ['Told', told?.people.join('<br>') ?? ''],
      ['Told elsewhere', told?.elsewhere.join('<br>') ?? ''],
      ['Quiet while', told?.silencedBy.join('<br>') ?? ''],
    ]
      .filter(([, says]) => says !== '')
      .map(([name, says]) => `| ${name} | ${(says as string).replaceAll('|', '\\|')} |`)
      .join('\n'),
    query: format(rule.query.node),
    reads: behind.map(({ rule: read }) => `| \`${read.record}\` | ${read.help.replaceAll('|', '\\|')} |`),
  };
}

const escalationOf = ({ level, severity, response }: AlertRule, { levels, urgency }: Runbooks): string =>
  response
    ? 'Nobody is paged by this alert: it is for automation. People are called by the alerts about the same trouble.'
    : `It begins with level ${level}, ${levels[level]}. ${urgency[severity]}`;

const questionOf = ({ ask, query, tells }: RunbookQuestion, index: number) => ({
  ask: `${index + 1}. **${ask}**`,
  tells,
  query: format(query.node, 90).replaceAll('\n', '\n   '),
});

/** `{{ $value | humanize }} of {{ $labels.x }}` is read as `*value* of *x*`. */
const withoutPlaces = (text: string): string =>
  text.replaceAll(/\{\{\s*\$(?:labels\.(\w+)|value)[^}]*\}\}/g, (_, label) => `*${label ?? 'value'}*`);

const windowsOf = (nodes: readonly AlertRule['query']['node'][]): string => {
  const windows = nodes
    .flatMap((one) => nodesOf(resolve(one).node ?? one))
    .flatMap((one) => (one.type === 'range' || one.type === 'subquery' ? [one.window] : []));
  return [...new Set(windows)].sort((one, other) => secondsOf(one) - secondsOf(other)).join(', ');
};

function panelLink({ shownBy, annotations }: AlertRule, { dashboards, routing }: Project): string {
  const dashboard = dashboards.find(({ uid }) => uid === shownBy?.dashboard);
  const placed = dashboard?.panels.find(({ panel }) => panel.key === shownBy?.panel);
  if (!dashboard || !placed) return '';
  const path = (annotations.dashboard_url ?? '').replace(/&var-.*$/, '');
  return `[${dashboard.title} › ${placed.panel.title}](${routing?.links.grafana ?? ''}${path})`;
}

function listed(pages: readonly { readonly runbook: Runbook; readonly rules: readonly Placed[] }[]) {
  return (['critical', 'high', 'medium', 'low'] as const).flatMap((severity) => {
    const rows = pages
      .filter(({ rules }) => rules[0]?.rule.severity === severity)
      .map(
        ({ runbook: { alert }, rules }) =>
          `| [${alert}](${alert}.md) | ${rules.map(({ rule }) => withoutPlaces(rule.annotations.summary ?? '')).join('<br>')} |`,
      )
      .sort();
    return rows.length > 0 ? [{ severity, rows }] : [];
  });
}

/** Parts that say nothing leave their empty lines behind. */
const tidy = (text: string): string => `${text.replaceAll(/\n{3,}/g, '\n\n').trimEnd()}\n`;

/** Prose is written in handlebars; a name that means nothing does not build. */
const template: (name: 'runbook' | 'runbooks') => (page: unknown) => string = (name) =>
  compiled(sources[name]);

const sources = { runbook: { file: 'runbook' }, runbooks: { file: 'runbooks' } } as const;
const compiled = once(({ file }: { readonly file: string }) =>
  Handlebars.create().compile<unknown>(
    readFileSync(new URL(`./pages/${file}.hbs`, import.meta.url), 'utf8'),
    { noEscape: true, strict: true },
  ),
);
