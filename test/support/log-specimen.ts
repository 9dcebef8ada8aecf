import {
  double,
  keyword,
  list,
  logEvents,
  logView,
  long,
  moment,
  object,
  oneOf,
  optional,
  prose,
  upTo,
} from '#lib';

// A small catalog of log events, with a field of each kind: for tests of what is said about them.

const logEvent = logEvents({
  timestamp: moment('When it happened.'),
  level: keyword(oneOf('DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'), 'How bad it is.'),
  component: keyword(upTo(10, 'api', 'auth'), 'Who wrote it.'),
  message: optional(prose('In words.', { example: 'It ended.' })),
  user_id: optional(keyword(upTo(100, 'u_1'), 'Who asked.')),
  trace_id: optional(keyword(upTo(1000, 'abc'), 'Trace it belongs to.')),
});

export const ended = logEvent({
  name: 'command_ended',
  help: 'A command ended.',
  category: 'command',
  levels: ['INFO'],
  fields: {
    command: keyword(upTo(10, '/task'), 'What was asked.'),
    status: keyword(oneOf('success', 'failure', 'timeout'), 'How it ended.'),
    duration_ms: long('milliseconds', 'How long it took.', { example: 12 }),
    cost: optional(double('usd', 'What it cost.', { example: 0.2 })),
    calls: list(object('What it called.', { module: keyword(upTo(5, 'tdd.md'), 'Which module.') })),
  },
});

export const raised = logEvent({
  name: 'error_raised',
  help: 'An error.',
  category: 'error',
  levels: ['ERROR'],
  fields: {
    error_type: keyword(upTo(5, 'Timeout'), 'Which error.'),
    stack_trace: optional(prose('Where.', { example: 'at x', search: false })),
  },
});

export const logs = logView({
  id: 'logs',
  title: 'Logs',
  pattern: 'framework-logs-*',
  events: [ended, raised],
});
