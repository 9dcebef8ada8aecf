import type { RuleFile } from '../model/prometheus.ts';
import type { AlertRule, Rule, RuleGroup } from '../model/rule.ts';
import { panelId } from './identity.ts';

/**
 * The rules of a subject. Every alert among them is told apart by `subject` and `level` beside its severity, and says where
 * to look: `dashboard_url`, from the root of Grafana, and `runbook_url`, from the root of this repository.
 */
export function ruleFile(spec: RuleFile): RuleFile {
  const placed = (rule: Rule): Rule => (rule.type === 'alert' ? inSubject(rule, spec.name) : rule);
  return {
    ...spec,
    groups: spec.groups.map((group): RuleGroup => ({ ...group, rules: group.rules.map(placed) })),
  };
}

function inSubject(rule: AlertRule, subject: string): AlertRule {
  const { level, labels, annotations } = rule;
  return {
    ...rule,
    labels: { ...labels, level, subject },
    annotations: {
      ...annotations,
      ...dashboardUrl(rule),
      runbook_url: annotations.runbook_url ?? `alerts/runbooks/${rule.alert}.md`,
    },
  };
}

/** Opens the panel with the environment of the alert chosen. The series of tools say none; Grafana then takes its default. */
function dashboardUrl({ shownBy, query }: AlertRule): Readonly<Record<string, string>> {
  if (!shownBy) return {};
  const chosen = 'environment' in query.labels ? '&var-environment={{ $labels.environment }}' : '';
  return { dashboard_url: `/d/${shownBy.dashboard}?viewPanel=${panelId(shownBy.panel)}${chosen}` };
}
