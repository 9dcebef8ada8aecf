import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import { type PrometheusServer, type RuleFile, sampleLimit } from '../model/prometheus.ts';
import type { Rule } from '../model/rule.ts';
import { format } from '../promql/format.ts';
import type { Output } from './output.ts';
import { yaml } from './yaml.ts';

const root = 'generated/prometheus';

/** What Prometheus is started with: its configuration, flags, and one file of rules for each subject. */
export function prometheusOutputs({ prometheus, rules }: Project): readonly Output[] {
  return [
    {
      path: `${root}/prometheus.yml`,
      text: yaml(prometheusConfig(prometheus)),
      of: 'the server of platform/',
    },
    { path: `${root}/flags.txt`, text: `${prometheus.flags.join('\n')}\n`, of: 'the server of platform/' },
    ...rules.map((file) => ({
      path: `${root}/rules/${file.name}.rules.yml`,
      text: ruleFileText(file),
      of: `the rule file ${file.name}`,
    })),
  ];
}

/** The configuration in Prometheus' own words; `targets` overrides where a job is scraped, for a local stack. */
export function prometheusConfig(
  server: PrometheusServer,
  targets: Readonly<Record<string, readonly string[]>> = {},
): unknown {
  return {
    global: {
      scrape_interval: server.interval,
      scrape_timeout: server.timeout,
      evaluation_interval: server.evaluation,
      external_labels: server.externalLabels,
    },
    rule_files: ['rules/*.rules.yml'],
    ...(server.alertmanagers.length > 0 && {
      alerting: {
        // Both servers of a pair must send the same alert, or Alertmanager cannot tell that it is one.
        alert_relabel_configs: [{ action: 'labeldrop', regex: 'replica' }],
        alertmanagers: [{ static_configs: [{ targets: server.alertmanagers }] }],
      },
    }),
    scrape_configs: server.jobs.map((job) => ({
      job_name: job.name,
      scrape_interval: job.interval,
      metrics_path: job.path,
      ...(job.emitter === 'ours' && {
        sample_limit: sampleLimit,
        label_limit: 20,
        label_value_length_limit: 200,
      }),
      static_configs: [{ targets: targets[job.name] ?? job.targets }],
    })),
  };
}

/** The text of a rule file. */
export const ruleFileText: (of: RuleFile) => string = once(({ groups }: RuleFile) =>
  yaml({
    groups: groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(rule) })),
  }),
);

function rule(of: Rule): unknown {
  const expr = format(of.query.node);
  if (of.type === 'record') {
    return { record: of.record, expr, ...(Object.keys(of.labels).length > 0 && { labels: of.labels }) };
  }
  return {
    alert: of.alert,
    expr,
    ...(of.for && { for: of.for }),
    ...(of.keepFiringFor && { keep_firing_for: of.keepFiringFor }),
    labels: of.labels,
    annotations: of.annotations,
  };
}
