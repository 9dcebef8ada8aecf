import { isJson, same } from '../model/json.ts';
import { Comparison } from './comparison.ts';
import type { Edit } from './edit.ts';
import { compareLogEvent, compareMetric } from './kinds/catalog.ts';
import { compareContactPoint } from './kinds/contact-point.ts';
import { compareDashboard } from './kinds/dashboard.ts';
import { compareDatasource } from './kinds/datasource.ts';
import { compareFolder } from './kinds/folder.ts';
import { compareIndexTemplate } from './kinds/index-template.ts';
import { compareIngestPipeline } from './kinds/ingest-pipeline.ts';
import { compareInhibitions } from './kinds/inhibitions.ts';
import { compareLibraryPanel } from './kinds/library-panel.ts';
import { compareLifecyclePolicy } from './kinds/lifecycle-policy.ts';
import { compareMuteTiming } from './kinds/mute-timing.ts';
import { comparePipelineText } from './kinds/pipeline-text.ts';
import { compareRoute } from './kinds/policies.ts';
import { compareFlags, comparePrometheusServer, compareScrapeJob } from './kinds/prometheus-server.ts';
import { compareReceiver } from './kinds/receiver.ts';
import { compareRole } from './kinds/role.ts';
import { compareRuleGroup } from './kinds/rule-group.ts';
import { compareKibanaDashboard, compareSavedObject } from './kinds/saved-object.ts';
import { compareSnapshotPolicy } from './kinds/snapshot-policy.ts';
import { compareSnapshotRepository } from './kinds/snapshot-repository.ts';
import { compareSpace } from './kinds/space.ts';
import { compareTemplate } from './kinds/template.ts';
import { compareText } from './kinds/text.ts';
import { compareEvaluationGroup, compareWrittenRule } from './kinds/written-rule.ts';
import type { Part } from './parts.ts';

/** Settings that are a list: the pipelines of Logstash. */
const pipeline: Part = {
  noun: 'pipeline',
  name: (one) => String(one['pipeline.id']),
  keys: (one, index) => [String(one['pipeline.id'] ?? index)],
  compare: (of) => of.rest(),
};

const kinds: Readonly<Record<string, (comparison: Comparison) => void>> = {
  alert: compareWrittenRule,
  'evaluation-group': compareEvaluationGroup,
  flags: compareFlags,
  'import-file': (of) => of.words('objects', 'object'),
  inhibitions: compareInhibitions,
  'log-event': compareLogEvent,
  'logstash-pipeline': comparePipelineText,
  metric: compareMetric,
  'notification-template': compareTemplate,
  page: compareText,
  prometheus: comparePrometheusServer,
  receiver: compareReceiver,
  'recording-rule': compareWrittenRule,
  routing: compareRoute,
  'scrape-job': compareScrapeJob,
  text: compareText,
  'time-interval': compareMuteTiming,
  'component-template': compareIndexTemplate,
  'contact-point': compareContactPoint,
  dashboard: compareDashboard,
  datasource: compareDatasource,
  folder: compareFolder,
  'index-template': compareIndexTemplate,
  'ingest-pipeline': compareIngestPipeline,
  'kibana-dashboard': compareKibanaDashboard,
  'library-panel': compareLibraryPanel,
  'lifecycle-policy': compareLifecyclePolicy,
  'mute-timing': compareMuteTiming,
  policies: compareRoute,
  role: compareRole,
  'rule-group': compareRuleGroup,
  'saved-object': compareSavedObject,
  settings: (of) => of.list('list', pipeline),
  'snapshot-policy': compareSnapshotPolicy,
  'snapshot-repository': compareSnapshotRepository,
  space: compareSpace,
  template: compareTemplate,
};

/**
 * The differences between two versions of a resource, in reading order; empty exactly when the two mean the same. A kind that
 * is not known, and whatever is not known of a kind, is told as JSON. Long values are shortened unless `isWhole` says otherwise.
 */
export function edits(
  kind: string,
  before: unknown,
  after: unknown,
  form: { readonly isWhole?: boolean } = {},
): readonly Edit[] {
  if (same(before, after)) return [];
  const account = { edits: [], settled: 0, ...form };
  if (!isJson(before) || !isJson(after)) {
    new Comparison({}, {}, account).differing(kind, before, after);
    return account.edits;
  }
  const comparison = new Comparison(before, after, account);
  kinds[kind]?.(comparison);
  comparison.rest();
  return account.edits;
}
