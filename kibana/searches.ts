import { reading, type SavedSearch } from '#lib';
import { auditLogs, deadLetters, securityLogs } from '../catalog/views.ts';
import { family, restricted } from './house.ts';

/*
 * Lines that stand on no dashboard: who may read them is decided by their indices, and a dashboard is for everybody.
 */

/** For the security team, when an alert of theirs fires. */
export const securityEvents = reading(securityLogs).search({
  id: 'security_events',
  title: 'Security events',
  description: 'Who was not let in, which security module was left out, and which secret was seen where?',
  columns: [
    'level',
    'event',
    'component',
    'method',
    'auth_outcome',
    'source_address',
    'module',
    'detection',
    'data_class',
    'user_id',
    'trace_id',
  ],
  tags: [family, restricted],
});

/** For auditors: who did what, and who agreed. */
export const auditTrail = reading(auditLogs).search({
  id: 'audit_trail',
  title: 'Audit trail',
  description: 'Who changed or deployed what, who agreed, and what did automation do by itself?',
  columns: [
    'event',
    'actor',
    'approved_by',
    'config_name',
    'change',
    'version',
    'deployment_status',
    'action',
    'action_outcome',
    'incident',
  ],
  tags: [family, restricted],
});

/** For whoever mends what was refused and sends it again. */
export const refusedDocuments = reading(deadLetters).search({
  id: 'refused_documents',
  title: 'Refused documents',
  description: 'What did Elasticsearch refuse, and why?',
  columns: ['dead_letter.reason', 'dead_letter.plugin_id', 'dead_letter.refused_at'],
  tags: [family, restricted],
});

/** Every search that stands alone. */
export const searches: readonly SavedSearch[] = [securityEvents, auditTrail, refusedDocuments];
