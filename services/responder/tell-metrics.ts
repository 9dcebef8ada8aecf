import * as catalog from '../../catalog/incidents.ts';
import { subjects } from '../../catalog/index.ts';
import { severity as severities } from '../../catalog/labels.ts';
import { createMetrics, type Metrics } from '../instrumentation/index.ts';
import type { AuditRow } from './audit.ts';
import type { Context } from './context.ts';
import { firing } from './firing.ts';

type Severity = (typeof severities.values)[number];

/** The metrics of a responder. */
export interface ResponderMetrics {
  readonly contentType: string;
  exposition(): Promise<string>;
  request(result: 'accepted' | 'duplicate' | 'rejected' | 'unauthorized' | 'malformed'): void;
  /** Counts an entry of the audit. */
  heard(row: AuditRow): void;
}

const modes = { 'dry-run': 'dry_run', execute: 'execute' } as const;

/**
 * Metrics that are a view of the audit: whatever is counted was written down first, and after a restart the same entries are counted
 * again, so counters go on where they were.
 */
export function createResponderMetrics(environment: string): ResponderMetrics & {
  /** Counts what is in the database already, and reads from it what is open at each scrape. */
  watch(context: Pick<Context, 'database' | 'registry' | 'clock' | 'settings'>): void;
} {
  const metrics: Metrics = createMetrics({ metrics: subjects.incidents, labels: { environment } });
  const count = metrics.of(catalog.automationActions);
  let readOpen = (): void => {};

  const heard = ({ event, action, mode, outcome, severity, detail }: AuditRow): void => {
    if (action && outcome)
      count.inc({ action, mode: modes[mode as keyof typeof modes] ?? 'dry_run', outcome });
    if (!['opened', 'acknowledged', 'closed', 'reviewed'].includes(event)) return;
    const told = JSON.parse(detail);
    if (event === 'reviewed')
      metrics.of(catalog.alertReviews).inc({ alertname: told.alertname, verdict: told.verdict });
    if (told.kind !== 'incident') return;
    const about = { severity: severity as Severity };
    if (event === 'opened') {
      metrics.of(catalog.timeToDetect).observe(about, told.seconds);
      metrics.of(catalog.incidents).inc({ ...about, detected_by: 'alert', user_impact: told.user_impact });
    }
    if (event === 'acknowledged') metrics.of(catalog.timeToAcknowledge).observe(about, told.seconds);
    if (event === 'closed') metrics.of(catalog.timeToResolve).observe(about, told.seconds);
  };

  return {
    contentType: metrics.contentType,
    heard,
    request: (result) => metrics.of(catalog.automationRequests).inc({ result }),
    exposition() {
      readOpen();
      return metrics.exposition();
    },
    watch(context) {
      const { database, registry } = context;
      // An alert asks whether failures increased, and cannot see a series that is born at 1.
      for (const { name, mode } of Object.values(registry))
        for (const outcome of ['success', 'failure', 'skipped_cooldown', 'skipped_not_allowed'] as const)
          count.inc({ action: name, mode: modes[mode as keyof typeof modes] ?? 'dry_run', outcome }, 0);
      const past = `select * from audit where id > ? and (outcome is not null
        or event in ('opened', 'acknowledged', 'closed', 'reviewed')) order by id limit 1000`;
      for (let page = database.all<AuditRow>(past, 0); page.length > 0; ) {
        for (const row of page) heard(row);
        page = database.all<AuditRow>(past, page.at(-1)?.id ?? 0);
      }
      readOpen = () => {
        const rows = database.all<{ severity: Severity; open: number }>(
          `select severity, count(*) as open from episodes where kind = 'incident' and closed_at is null group by severity`,
        );
        const fires = firing(context);
        for (const severity of severities.values) {
          const open = rows.find((each) => each.severity === severity)?.open ?? 0;
          metrics.of(catalog.incidentsOpen).set({ severity }, open);
          const row = fires.find((each) => each.severity === severity);
          const oldest = metrics.of(catalog.oldestOpenIncident);
          if (row) oldest.set({ severity }, row.oldest / 1000);
          else oldest.remove({ severity });
        }
      };
    },
  };
}
