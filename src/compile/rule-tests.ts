import { type Duration, secondsOf } from '../model/duration.ts';
import { Failure } from '../model/failure.ts';
import type { Project } from '../model/project.ts';
import type { AlertRule, Rule } from '../model/rule.ts';
import type { Expectation, Fired, Scenario } from '../model/scenario.ts';
import { quote } from '../promql/print.ts';
import { isSame, rulesNeeded } from '../queries/needed.ts';
import { ruleFileText } from './prometheus.ts';
import { samplesOf } from './samples.ts';
import { yaml } from './yaml.ts';

/**
 * A scenario for `promtool test rules`, as the texts of two files. Its rules are those that it depends on and no other: an
 * alert of another subject that fires beside it would be counted, and a series that goes in would be computed as well.
 */
export function ruleTest(
  project: Project,
  scenario: Scenario,
  rules: readonly Rule[] = rulesNeeded(project, scenario).map(({ rule }) => rule),
): Readonly<Record<'rules.yml' | 'test.yml', string>> {
  return {
    'rules.yml': ruleFileText({
      name: 'rules',
      groups: [{ name: 'rules', interval: scenario.every, rules }],
    }),
    'test.yml': yaml({
      rule_files: ['rules.yml'],
      evaluation_interval: scenario.every,
      tests: [scenarioTest(project, scenario)],
    }),
  };
}

/** One scenario as promtool reads it. */
export function scenarioTest(project: Project, { title, every, given, expect }: Scenario): unknown {
  const step = secondsOf(every);
  const end = Math.max(...expect.map((one) => moment('until' in one ? one.until : one.at)));
  const asked = expect.map((one) => expected(project, one, step));
  const alerts = asked.flatMap(({ alert }) => alert);
  const queries = asked.flatMap(({ query }) => query);
  return {
    name: title,
    interval: every,
    input_series: given.map(({ series, labels, course }) => ({
      series: series + selector(labels),
      values: samplesOf(course, step, end, title),
    })),
    ...(alerts.length > 0 && { alert_rule_test: alerts }),
    ...(queries.length > 0 && { promql_expr_test: queries }),
  };
}

interface Asked {
  readonly alert: readonly unknown[];
  readonly query: readonly unknown[];
}

function expected(project: Project, one: Expectation, step: number): Asked {
  if (one.type === 'records') {
    const labels = { ...one.labels, ...one.rule.labels };
    const samples = one.value === undefined ? [] : [{ labels: selector(labels), value: one.value }];
    const expr = `round(${one.rule.record}${selector(labels)}, 0.000001)`;
    return { alert: [], query: [{ expr, eval_time: one.at, exp_samples: samples }] };
  }
  const rule = placed(project, one.alert);
  const own = selector({ alertname: rule.alert, alertstate: 'firing', ...rule.labels });
  const never = (until: number) => ({
    expr: `count_over_time(ALERTS${own}[${until + 1}s])`,
    eval_time: `${until}s`,
    exp_samples: [],
  });
  if (one.type === 'quiet') return { alert: [], query: [never(moment(one.until))] };
  const at = moment(one.at);
  const notNow = { expr: `ALERTS${own}`, eval_time: one.at, exp_samples: [] };
  if (one.type === 'silent') return { alert: [], query: [notNow] };
  if (one.type === 'fires')
    return {
      alert: [
        { eval_time: one.at, alertname: rule.alert, exp_alerts: one.as.map((each) => fired(rule, each)) },
      ],
      query: at > 0 ? [never(at - step)] : [],
    };
  return {
    alert: [],
    query: [
      {
        expr: `group(ALERTS${own})`,
        eval_time: `${at - step}s`,
        exp_samples: [{ labels: '{}', value: 1 }],
      },
      notNow,
    ],
  };
}

/** The alert as it stands in its file, with the labels that it has there. */
function placed(project: Project, alert: AlertRule): AlertRule {
  const all = project.rules.flatMap(({ groups }) => groups.flatMap(({ rules }): readonly Rule[] => rules));
  const found = all.find((one) => one.type === 'alert' && isSame(one, alert));
  if (found?.type === 'alert') return found;
  throw new Failure(`a scenario expects the alert ${alert.alert}, which is in no file of rules`, {
    next: 'put it into a group of its file in alerts/',
  });
}

function fired(
  { alert, labels, annotations }: AlertRule,
  { labels: left, summary, description }: Fired,
): unknown {
  const filled = Object.entries(annotations).map(([name, template]): readonly [string, string] => {
    if (name === 'summary') return [name, summary];
    if (name === 'description' && description !== undefined) return [name, description];
    const text = template.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => left[label] ?? '');
    if (!text.includes('{{')) return [name, text];
    throw new Failure(`a scenario of ${alert} does not say what its ${name} reads`, {
      why: `it is made of more than labels: ${template}`,
      next: `write it beside the summary: { ${name}: '...' }`,
    });
  });
  return { exp_labels: { ...left, ...labels }, exp_annotations: Object.fromEntries(filled) };
}

/** A duration that may be nothing. */
const moment = (text: Duration): number => (text === '0s' ? 0 : secondsOf(text));

/** `{a="b"}`, in the order of the names; `{}` without labels. */
const selector = (labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${quote(value)}`)
    .join(', ')}}`;
