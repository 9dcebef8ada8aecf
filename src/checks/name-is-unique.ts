import type { Metric } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { Rule, RuleGroup } from '../model/rule.ts';
import { print } from '../promql/print.ts';
import { dashboardPath, metricPath, rulesPath } from '../queries/paths.ts';
import { ruleName } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import { grouped } from './grouped.ts';
import { list } from './words.ts';

/** A name means one metric, one file of rules, one group of it, one recorded series, one alert, one variable of a dashboard. */
export const nameIsUnique: Check = {
  id: 'name-is-unique',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    for (const [name, same] of repeated(dashboard.variables, ({ variable }) => variable))
      yield {
        path: `${dashboardPath(dashboard)} › variable ${name}`,
        message: `${same.length} variables of the dashboard are called ${name}: ${list(same.map(({ title }) => `"${title}"`))}`,
        fix: 'give each a name of its own: Grafana keeps one of them, and every $name reads that one',
      };
  },
  *project({ project }): Iterable<Finding> {
    yield* ofMetrics(project);
    yield* ofRuleFiles(project);
    for (const file of project.rules) yield* ofGroups(file);
    yield* ofRules(project);
  },
};

function repeated<Item>(items: Iterable<Item>, key: (item: Item) => string): [string, Item[]][] {
  return [...grouped(items, key)].filter(([, same]) => same.length > 1);
}

function* ofMetrics(project: Project): Iterable<Finding> {
  const series = project.metrics.flatMap((metric) => namesOf(metric).map((name) => ({ name, metric })));
  // Two histograms of one name share four names: the first says it.
  const told = new Set<Metric>();
  for (const [name, same] of repeated(series, (one) => one.name)) {
    if (same.every(({ metric }) => told.has(metric))) continue;
    for (const { metric } of same) told.add(metric);
    const all = same.map(
      ({ metric }) =>
        `the ${metric.kind}${metric.name === name ? '' : ` ${metric.name}`} of ${metric.job.name} ("${metric.help}")`,
    );
    yield {
      path: metricPath(project, (same.at(-1) as { metric: Metric }).metric),
      message: `${same.length} metrics expose ${name}: ${list(all)}`,
      fix: 'rename all but one, or remove the one that is the same metric',
    };
  }
}

/** The names under which a metric is exposed. */
const namesOf = (metric: Metric): readonly string[] =>
  metric.kind === 'histogram'
    ? [metric.name, metric.bucket.name, metric.sum.name, metric.count.name]
    : [metric.name];

function* ofRuleFiles({ rules }: Project): Iterable<Finding> {
  // The disks of some machines do not tell capitals apart.
  for (const [, same] of repeated(rules, ({ name }) => name.toLowerCase())) {
    const { name } = same.at(-1) as RuleFile;
    const all = same.map(({ groups }) =>
      groups.length === 0 ? 'one without groups' : `one with ${list(groups.map((group) => group.name))}`,
    );
    yield {
      path: rulesPath({ name }),
      message: `${same.length} rule files are called ${name}: ${list(all)}`,
      fix: 'give each the name of its own file in alerts/, or put their groups into one',
    };
  }
}

function* ofGroups(file: RuleFile): Iterable<Finding> {
  for (const [name, same] of repeated(file.groups, (group) => group.name)) {
    const all = same.map(({ rules }) => `one with ${list(rules.map(ruleName))}`);
    yield {
      path: `${rulesPath(file)} › ${name}`,
      message: `${same.length} rule groups of the file are called ${name}: ${list(all)}`,
      fix: 'give each a name of its own, or put their rules into one: Prometheus refuses the file',
    };
  }
}

interface Placed {
  readonly rule: Rule;
  readonly where: string;
}

function* ofRules({ rules }: Project): Iterable<Finding> {
  const all = rules.flatMap((file) => file.groups.flatMap((group) => placed(file, group)));
  for (const [, same] of repeated(all, ({ rule }) => keyOf(rule)))
    if (same[0]?.rule.type === 'record') yield written(same);
    // Texts are printed for these few alone: two alerts of one name may well ask different things.
    else for (const [, twins] of repeated(same, ({ rule }) => print(rule.query.node))) yield alike(twins);
}

const placed = (file: RuleFile, { name, rules }: RuleGroup): readonly Placed[] =>
  rules.map((rule) => ({ rule, where: `${rulesPath(file)} › ${name}` }));

/** What Prometheus tells rules apart by. */
const keyOf = (rule: Rule): string =>
  JSON.stringify([rule.type, ruleName(rule), Object.entries(rule.labels).sort()]);

function written(same: readonly Placed[]): Finding {
  const { rule, where } = same.at(-1) as Placed;
  return {
    path: `${where} › ${ruleName(rule)}`,
    message: `${same.length} rules record ${ruleName(rule)} with the same labels: in ${places(same)}`,
    fix: 'rename all but one, or give each a label of its own: they write over each other',
  };
}

function alike(same: readonly Placed[]): Finding {
  const { rule, where } = same.at(-1) as Placed;
  return {
    path: `${where} › ${ruleName(rule)}`,
    message: `${same.length} alerts are the same ${ruleName(rule)}: in ${places(same)}`,
    fix: 'remove all but one, or say in their labels what tells them apart',
  };
}

/** Where rules stand; a group that has two of them is named twice. */
const places = (same: readonly Placed[]): string => list(same.map(({ where }) => where));
