import { indexTemplatesHaveAnOrder } from '../../src/checks/index-templates-have-an-order.ts';
import { tells } from './fixture.ts';
import { logged, template } from './logged.ts';

tells(indexTemplatesHaveAnOrder, {
  'a pattern within another, equally high': {
    of: logged([], [], [template('logs'), template('logs-debug')]),
    says: [['logs-debug-* and logs-* of logs cover the same names, both with priority 510']],
  },
  'patterns that meet in the middle': {
    of: logged([], [], [template('a', 'logs-*'), template('b', '*-debug')]),
    says: [['*-debug and logs-* of a cover the same names, both with priority 510']],
  },
  'the narrower one higher': {
    of: logged([], [], [template('logs'), template('logs-debug', 'logs-debug-*', 520)]),
  },
  'patterns with nothing in common': { of: logged([], [], [template('logs'), template('traces')]) },
});
