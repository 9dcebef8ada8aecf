import './root.ts';
import { type Command, main } from '../src/cli/command.ts';
import { load } from '../src/cli/load.ts';
import { textTable } from '../src/cli/table.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import type { Project } from '../src/model/project.ts';
import { picture } from './drill/picture.ts';
import { play } from './drill/play.ts';
import { quietDayReport, replayQuietDay } from './drill/quiet-day.ts';
import { drillReport, verdict } from './drill/report.ts';
import type { DrillScenario } from './drill/scenario.ts';
import { drillScenarios, unseen } from './drill/scenarios/index.ts';
import { createScreen } from './drill/screen.ts';
import { interruptible } from './stack/interruptible.ts';

const quietDay = 'quiet-day';

const command: Command = {
  name: 'drill',
  summary:
    'Lets something go wrong in a simulated framework, and shows whether those hear of it who must: with a real Prometheus, a real Alertmanager and the responder, in a world that goes faster.',
  words: '<scenario> | all | quiet-day',
  options: {
    list: { type: 'boolean', help: 'list the scenarios, and the alerts that no drill shows' },
    factor: { type: 'string', value: 'N', help: 'how much faster everything goes (default 30)' },
    hours: { type: 'string', value: 'N', help: 'hours of the past that the world has (default 3)' },
    seed: { type: 'string', value: 'N', help: 'seed of the simulation (default 1)' },
    json: { type: 'boolean', help: 'print what happened as JSON' },
  },
  async run({ flags, values, words }) {
    if (flags.list) return list(flags.json ?? false);
    const names = chosen(words);
    const settings = {
      factor: wholeNumber('factor', values.factor, 30, 1),
      hours: wholeNumber('hours', values.hours, 3, 0),
      seed: wholeNumber('seed', values.seed, 1, 0),
    };
    const { project } = await load(() => import('./project.ts'));
    const { signal } = interruptible();
    const results: { readonly passed: boolean; readonly line: string; readonly value: unknown }[] = [];
    try {
      for (const name of names) {
        const playing = (name === quietDay ? replay : drill)(project, name, settings, flags, signal);
        // Of several, one that cannot be played must not keep the others from it.
        const goesOn = () => names.length > 1 && !signal.aborted;
        results.push(
          await playing.catch((error) => (goesOn() ? unplayed(name, error) : Promise.reject(error))),
        );
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      return exitCode.cancelled;
    }
    const told = results.map(({ value }) => value);
    if (flags.json) process.stdout.write(`${JSON.stringify(told.length === 1 ? told[0] : told, null, 2)}\n`);
    else if (results.length > 1) process.stdout.write(`\n${results.map(({ line }) => line).join('\n')}\n`);
    return results.every(({ passed }) => passed) ? exitCode.ok : exitCode.problems;
  },
};

/** Plays one scenario, with the picture of it on a terminal as it grows. */
async function drill(
  project: Project,
  name: string,
  settings: { readonly factor: number; readonly hours: number; readonly seed: number },
  flags: Readonly<Record<string, boolean | undefined>>,
  signal: AbortSignal,
) {
  const scenario = drillScenarios[name] as DrillScenario;
  const screen = createScreen(process.stderr);
  const played = await play({
    project,
    scenario,
    ...settings,
    signal,
    say: (line) => screen.draw(`${name}: ${line}`),
    show: (events, now) => screen.draw(`${name}: ${scenario.says}\n\n${picture(events, now)}`),
  }).finally(() => screen.clear());
  if (!flags.json) process.stdout.write(`${drillReport(name, scenario, played)}\n`);
  return {
    passed: played.passed,
    line: verdict(name, played),
    value: { scenario: name, ...settings, ...played },
  };
}

/** What is told of a scenario that could not be played to its end. */
function unplayed(name: string, error: unknown) {
  if (!(error instanceof Failure)) throw error;
  const line = `✖ ${name}: ${error.message}${error.detail.why ? `: ${error.detail.why}` : ''}`;
  return { passed: false, line, value: { scenario: name, passed: false, failure: error.message } };
}

async function replay(
  project: Project,
  name: string,
  { seed }: { readonly seed: number },
  flags: Readonly<Record<string, boolean | undefined>>,
  signal: AbortSignal,
) {
  const screen = createScreen(process.stderr);
  const day = await replayQuietDay({
    project,
    seed,
    hours: 24,
    step: 60,
    say: (line) => screen.draw(`${name}: ${line}`),
    signal,
  }).finally(() => screen.clear());
  const { text, line } = quietDayReport(day);
  if (!flags.json) process.stdout.write(text);
  return { passed: day.passed, line, value: { scenario: name, seed, ...day } };
}

function chosen(words: readonly string[]): readonly string[] {
  const [word, ...more] = words;
  const known = [...Object.keys(drillScenarios), quietDay];
  if (word === 'all' && more.length === 0) return known;
  const stray = words.find((name) => !known.includes(name));
  if (word !== undefined && stray === undefined) return words;
  throw new Failure(stray === undefined ? 'which scenario?' : `there is no scenario "${stray}"`, {
    next: 'npm run drill -- --list shows them; npm run drill -- outage plays one',
    exit: exitCode.usage,
  });
}

function list(json: boolean): number {
  const scenarios = Object.entries(drillScenarios);
  if (json) {
    const told = scenarios.map(([name, { says, alerts }]) => ({
      name,
      says,
      alerts: alerts.map(({ alert }) => alert),
    }));
    process.stdout.write(`${JSON.stringify({ scenarios: told, unseen }, null, 2)}\n`);
    return exitCode.ok;
  }
  const rows = scenarios.map(([name, { says }]) => [name, says]);
  const day = [quietDay, 'Nothing goes wrong for 24 hours, and nothing above low may fire.'];
  process.stdout.write(`${textTable(['scenario', 'what happens'], [...rows, day], 120)}\n\n`);
  process.stdout.write(`${textTable(['no drill shows', 'since'], Object.entries(unseen), 120)}\n`);
  return exitCode.ok;
}

function wholeNumber(name: string, text: string | undefined, otherwise: number, least: number): number {
  if (text === undefined) return otherwise;
  if (/^\d{1,6}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Failure(`--${name} takes a whole number from ${least} on, not "${text}"`, {
    next: `npm run drill -- --${name} ${otherwise} outage`,
    exit: exitCode.usage,
  });
}

await main(command);
