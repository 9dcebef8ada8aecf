import { type Duration, secondsOf } from '../model/duration.ts';
import { Failure } from '../model/failure.ts';
import type { Project } from '../model/project.ts';
import type { AlertRule, Rule } from '../model/rule.ts';
import type { Expectation, Fired, Scenario } from '../model/scenario.ts';
import { quote } from '../promql/print.ts';
import { isSame, rulesNeeded } from '../queries/needed.ts';
import type { Output } from './output.ts';
import { samplesOf } from './samples.ts';
import { yaml } from './yaml.ts';

const root = 'generated/prometheus/tests';

/** The scenarios of every subject, for `promtool test rules`: a file for each subject and pace. */
export function ruleTestOutputs(project: Project): readonly Output[] {
  return (project.scenarios ?? []).flatMap(({ name, scenarios }) =>
    [...new Set(scenarios.map(({ every }) => every))].map((every) => ({
      path: `${root}/${name}${every === '15s' ? '' : `-${every}`}.test.yml`,
      text: yaml(
        ruleTest(
          project,
          scenarios.filter((one) => one.every === every),
        ),
      ),
      of: `the scenarios of ${name}`,
    })),
  );
}

/** A file of rule tests over the committed rules. */
function ruleTest(project: Project, scenarios: readonly Scenario[]): unknown {
  const needed = new Set(scenarios.flatMap((one) => rulesNeeded(project, one).map(({ file }) => file)));
  const files = project.rules.filter(({ name }) => needed.has(name));
  return {
    rule_files: files.map(({ name }) => `../rules/${name}.rules.yml`),
    // promtool evaluates groups in no order of its own.
    group_eval_order: files.flatMap(({ groups }) => groups.map(({ name }) => name)),
    evaluation_interval: scenarios[0]?.every,
    tests: scenarios.map((one) => scenarioTest(project, one)),
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
