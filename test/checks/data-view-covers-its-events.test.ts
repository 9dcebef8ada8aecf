import { type LogEvent, logView } from '#lib';
import { logStorage } from '../../platform/log-storage.ts';
import { dataViewCoversItsEvents } from '../../src/checks/data-view-covers-its-events.ts';
import { ended, raised } from '../support/log-specimen.ts';
import { tells } from './fixture.ts';
import { kibana } from './kibana-shown.ts';

const reads = (pattern: string, ...events: readonly LogEvent[]) => ({
  ...kibana({
    views: [{ view: logView({ id: 'some', title: 'Some', pattern, events }), tags: [], links: {} }],
  }),
  logStorage,
});
const audited: LogEvent = { ...ended, name: 'deployed', category: 'audit' };
const everywhere: LogEvent = { ...ended, levels: ['DEBUG', 'INFO', 'ERROR'] };

tells(dataViewCoversItsEvents, {
  'one pattern over all levels': { of: reads('framework-logs-*', everywhere, raised) },
  'two patterns': { of: reads('framework-logs-*, framework-audit-logs-*', ended, audited) },
  'errors only, and all events are errors': { of: reads('framework-logs-error-*', raised) },
  'errors only, and an event that is none': {
    of: reads('framework-logs-error-*', ended),
    says: [['framework-logs-error-* leaves out framework-logs-*, where lines of command_ended are stored']],
  },
  'an event that is kept elsewhere': {
    of: reads('framework-logs-*', audited),
    says: [['framework-logs-* leaves out framework-audit-logs-*, where lines of deployed are stored']],
  },
});
