import { eventHasAnIndex } from '../../src/checks/event-has-an-index.ts';
import { tells } from './fixture.ts';
import { event, kept, logged, template } from './logged.ts';

const happened = event('thing_happened', 'command', ['INFO', 'ERROR']);

tells(eventHasAnIndex, {
  'a level that no class takes': {
    of: logged([happened], [kept('logs')], [template('logs')]),
    says: [['no class of logs takes command events at ERROR']],
  },
  'a category that no class takes': {
    of: logged([event('thing_audited', 'audit', ['INFO'])], [kept('logs')], [template('logs')]),
    says: [['no class of logs takes audit events at INFO']],
  },
  'two classes that take the same': {
    of: logged(
      [happened],
      [kept('logs', { levels: ['INFO', 'ERROR'] }), kept('errors', { levels: ['ERROR'] })],
      [template('logs'), template('errors')],
    ),
    says: [['logs and errors both take command events at ERROR']],
  },
  'a class without a template': {
    of: logged([event('thing_happened', 'command', ['INFO'])], [kept('logs')]),
    says: [['the indices of logs are made without its template']],
  },
  'a class that another template takes over': {
    of: logged(
      [event('thing_happened', 'command', ['INFO'])],
      [kept('logs-debug')],
      [template('logs', 'logs-*', 520), template('logs-debug', 'logs-debug-*', 510)],
    ),
    says: [['the indices of logs-debug are made without its template']],
  },
  'a class and a template for everything': {
    of: logged([happened], [kept('logs', { levels: ['INFO', 'ERROR'] })], [template('logs')]),
  },
});
