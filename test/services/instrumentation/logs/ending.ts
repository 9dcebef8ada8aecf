import { commandExecuted } from '../../../../catalog/commands.ts';
import { createLogger, logFile, sinkTo } from '../../../../services/instrumentation/index.ts';

/*
 * A process that logs and ends: `ending.ts <end> <lines> <file, or - for standard output> [bytes of a file] [files]`. Its lines are
 * numbered by `duration_ms`.
 */

const [end = '', many = '', path = '', maxBytes = '', files = ''] = process.argv.slice(2);
const sink =
  path === '-'
    ? sinkTo(() => process.stdout)
    : logFile(path, {
        ...(maxBytes && { maxBytes: Number(maxBytes) }),
        ...(files && { files: Number(files) }),
      });
const log = createLogger({ events: { commandExecuted }, sinks: [{ sink }], environment: 'test' });
let written = 0;
const line = (): void =>
  log.commandExecuted({
    component: 'command_router',
    command: '/task',
    duration_ms: written++,
    module_delegations: [],
    quality_gates: [],
  });
const lines = (): void => {
  for (let at = 0; at < Number(many); at++) line();
};

switch (end) {
  case 'exit':
    lines();
    process.exit(3);
    break;
  case 'exit while writing':
    lines();
    // A first lot is on its way by now, and these come behind it.
    setImmediate(() => {
      lines();
      process.exit(3);
    });
    break;
  case 'exit with listeners':
    process.on('exit', line);
    lines();
    process.on('exit', line);
    process.exit(3);
    break;
  case 'throw':
    lines();
    throw new Error('not caught');
  case 'reject':
    lines();
    Promise.reject(new Error('not caught either'));
    break;
  case 'natural':
    lines();
    break;
  case 'natural then exit':
    lines();
    // Whoever waits for a reader never comes to this.
    setTimeout(() => process.exit(4), 300);
    break;
  case 'wait':
    lines();
    setInterval(() => {}, 1000);
    setTimeout(() => process.stderr.write('ready\n'), 100);
    break;
  case 'close on SIGTERM':
    lines();
    process.once('SIGTERM', () => {
      line();
      void sink.close();
    });
    process.once('SIGTERM', () => clearInterval(waiting));
    break;
  case 'for ever':
    setInterval(() => {
      for (let at = 0; at < 500; at++) line();
    }, 1);
    break;
  default:
    throw new Error(`unknown end ${end}`);
}
const waiting = end === 'close on SIGTERM' ? setInterval(() => {}, 1000) : undefined;
if (waiting) process.stderr.write('ready\n');
