import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimPort, startPrometheus } from '../scripts/stack/prometheus-process.ts';
import { yaml } from '../src/compile/yaml.ts';
import { Failure } from '../src/model/failure.ts';
import type { Figure } from './figure.ts';
import { root, runScript } from './process.ts';
import { exposition } from './synthesis/exposition.ts';

/** How a round of the rules is taken. */
export interface RulesOptions {
  readonly services: number;
  /** Seconds between two evaluations of a group. */
  readonly interval: number;
  /** How often each group is evaluated before its last evaluation is looked at. */
  readonly rounds: number;
}

/** Seconds between two scrapes: after a hundred, five minutes hold as many samples as they do of a server that scrapes every 15 s. */
const scrapeInterval = 5;

/** Lets a real Prometheus evaluate the rules of the typed project over series of their own, and reads what it says of that. */
export async function measureRules(
  typed: string,
  { services, interval, rounds }: RulesOptions,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  say('rules: building them');
  await runScript(typed, 'build-rules.ts');
  const folder = join(root, '.sightline/bench/rules');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'rules'), { recursive: true });
  const built = join(typed, 'rules-alone');
  for (const name of readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('.rules.yml'),
  )) {
    const text = readFileSync(join(built, name), 'utf8');
    writeFileSync(
      join(folder, 'rules', name.replaceAll('/', '-')),
      text.replaceAll(/interval: \w+/g, `interval: ${interval}s`),
    );
  }
  const emitted = exposition(services);
  const begun = performance.now();
  const emitter = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(emitted.text((performance.now() - begun) / 1000));
  });
  await new Promise<void>((resolve) => emitter.listen(0, '127.0.0.1', resolve));
  const { port: target } = emitter.address() as AddressInfo;
  const { port, release } = await claimPort(0, 'Prometheus');
  await release();
  const config = join(folder, 'prometheus.yml');
  const scraped = { job_name: 'bench', static_configs: [{ targets: [`127.0.0.1:${target}`] }] };
  writeFileSync(
    config,
    yaml({
      global: { scrape_interval: `${scrapeInterval}s`, evaluation_interval: `${interval}s` },
      rule_files: ['rules/*.yml'],
      scrape_configs: [scraped],
    }),
  );
  const prometheus = await startPrometheus({ config, data: join(folder, 'data'), port, flags: [] });
  try {
    const read = async () => (await fetch(`${prometheus.url}/metrics`)).text();
    const wait = async (seconds: number, after: number): Promise<void> => {
      for (let left = seconds; left > 0; left -= 1) {
        say(`rules: ${left + after} s more`);
        const failure = await Promise.race([sleep(1000), prometheus.died]);
        if (failure instanceof Failure) throw failure;
      }
    };
    await wait(interval * rounds, interval);
    const before = await read();
    await wait(interval, 0);
    return figuresOf(before, await read(), emitted.series, interval);
  } finally {
    await prometheus.stop();
    emitter.closeAllConnections();
    emitter.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of two answers of Prometheus about itself, an interval apart. */
function figuresOf(before: string, said: string, series: number, interval: number): readonly Figure[] {
  const values = (name: string, from = said): readonly number[] =>
    [...from.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].map(([, value]) => Number(value));
  const sum = (name: string, from = said): number =>
    values(name, from).reduce((total, value) => total + value, 0);
  const busy = 'process_cpu_seconds_total';
  const took = 'prometheus_rule_group_last_duration_seconds';
  const rules = sum('prometheus_rule_group_rules').toLocaleString('en-US');
  const iterations = sum('prometheus_rule_group_iterations_total').toLocaleString('en-US');
  const goal = interval * 1000;
  return [
    {
      id: 'rules-series',
      what: `Series that ${rules} rules in ${values(took).length} groups read, without those that they record`,
      value: series,
      unit: 'count',
    },
    {
      id: 'rules-slowest',
      what: `The slowest group, evaluated every ${interval} s`,
      value: 1000 * Math.max(0, ...values(took)),
      unit: 'ms',
      goal,
    },
    {
      id: 'rules-busy',
      what: `Processor time of Prometheus within ${interval} s, scrapes included`,
      value: 1000 * (sum(busy) - sum(busy, before)),
      unit: 'ms',
      goal,
    },
    {
      id: 'rules-sum',
      what: 'Durations of all groups together, which run side by side and wait for each other',
      value: 1000 * sum(took),
      unit: 'ms',
    },
    {
      id: 'rules-missed',
      what: `Evaluations left out, of ${iterations}`,
      value: sum('prometheus_rule_group_iterations_missed_total'),
      unit: 'count',
      goal: 0,
    },
    {
      id: 'rules-failed',
      what: 'Evaluations of a rule that failed',
      value: sum('prometheus_rule_evaluation_failures_total'),
      unit: 'count',
      goal: 0,
    },
    {
      id: 'rules-memory',
      what: 'Memory of Prometheus with all of it',
      value: sum('process_resident_memory_bytes'),
      unit: 'bytes',
    },
  ];
}
