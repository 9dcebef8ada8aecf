import { parseArgs } from 'node:util';
import { exitCode, Failure } from '#lib';
import { createLog } from './log.ts';
import { defaultPorts, type OwnJob } from './serve.ts';
import { createSimulator } from './simulator.ts';

const usage = `Simulates a framework at work: metrics of a believable day, on the endpoints that Prometheus scrapes.

Usage: tsx services/simulator/main.ts [options]

  --port-framework N    port of job claude-framework (default ${defaultPorts['claude-framework']}; 0 takes any that is free)
  --port-github N       port of job github-integration (default ${defaultPorts['github-integration']})
  --port-ops N          port of job claude-framework-ops (default ${defaultPorts['claude-framework-ops']})
  --host ADDRESS        address to listen on (default 127.0.0.1)
  --environment NAME    value of the label environment (default production)
  --seed N              number that the day is made from (default 1)
  --interval N          seconds between two steps (default 5)
  --log FILE            also write the log of the framework, for Filebeat to read
  --no-incidents        make up no incidents: a responder beside it has real ones
  --history DIR         first write the past to DIR as OpenMetrics text, one file per block of two hours
  --hours N             how much past (default 24)
  --step N              seconds between two samples of the past (default 60)
  --only-history        do not serve anything afterwards
  --help                show this text

Import the past before Prometheus starts:
  for file in DIR/*.om; do promtool tsdb create-blocks-from openmetrics "$file" DATA; done
`;

const text = { type: 'string' } as const;
const options = {
  'port-framework': text,
  'port-github': text,
  'port-ops': text,
  host: text,
  environment: text,
  seed: text,
  interval: text,
  history: text,
  hours: text,
  step: text,
  log: text,
  'no-incidents': { type: 'boolean' },
  'only-history': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), {
      next: 'tsx services/simulator/main.ts --help',
      exit: exitCode.usage,
    });
  }
}

/** A number from the command line, within bounds; `fallback` when the flag is absent. */
function number(
  flag: string,
  value: string | undefined,
  fallback: number,
  low: number,
  high: number,
): number {
  if (value === undefined) return fallback;
  const parsed = Number(value);
  if (value.trim() !== '' && parsed >= low && parsed <= high) return parsed;
  throw new Failure(`--${flag} takes a number from ${low} to ${high}, not "${value}".`, {
    next: 'tsx services/simulator/main.ts --help',
    exit: exitCode.usage,
  });
}

async function main(args: readonly string[]): Promise<void> {
  const given = parse(args);
  if (given.help) {
    process.stdout.write(usage);
    return;
  }
  const port = (flag: 'port-framework' | 'port-github' | 'port-ops', job: OwnJob): number =>
    number(flag, given[flag], defaultPorts[job], 0, 65_535);
  const ports = {
    'claude-framework': port('port-framework', 'claude-framework'),
    'github-integration': port('port-github', 'github-integration'),
    'claude-framework-ops': port('port-ops', 'claude-framework-ops'),
  };
  const hours = number('hours', given.hours, 24, 0.1, 24 * 35);
  const step = number('step', given.step, 60, 1, 150);
  const interval = number('interval', given.interval, 5, 0.1, 60);
  const seed = number('seed', given.seed, 1, 0, 2 ** 32 - 1);
  const now = Math.floor(Date.now() / 1000);
  if (given.log && given.history)
    throw new Failure('--log tells of what happens from now on, and --history of the past.', {
      next: 'Choose one of them.',
      exit: exitCode.usage,
    });
  const environment = given.environment ?? 'production';
  const log = given.log ? createLog({ file: given.log, seed, environment }) : undefined;
  const simulator = createSimulator({
    seed,
    environment,
    incidents: !given['no-incidents'],
    ...(log && { witness: log.witness }),
    start: given.history ? now - hours * 3600 : now,
  });
  // Ports first: nobody wants to wait for a day of history to hear that a port is taken.
  const serving = given['only-history']
    ? undefined
    : await simulator.serve({ ports, ...(given.host && { host: given.host }) });

  if (given.history) {
    const instances = Object.fromEntries(
      Object.entries(serving?.endpoints ?? {}).map(([job, { url }]) => [job, new URL(url).host]),
    );
    const files = await simulator.writeHistory({ dir: given.history, end: now, hours, step, instances });
    const samples = files.reduce((all, file) => all + file.samples, 0);
    process.stdout.write(`Wrote ${samples} samples in ${files.length} files to ${given.history}.\n`);
  }
  if (!serving) return void (await log?.close());
  for (const [job, { url }] of Object.entries(serving.endpoints)) process.stdout.write(`${job}: ${url}\n`);
  const timer = setInterval(() => simulator.step(Date.now() / 1000), interval * 1000);
  const stop = (): void => {
    clearInterval(timer);
    void serving.close();
    void log?.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error;
  const { why, next, exit } = error.detail;
  process.stderr.write([error.message, why, next].filter(Boolean).join('\n').concat('\n'));
  process.exitCode = exit ?? exitCode.problems;
});
