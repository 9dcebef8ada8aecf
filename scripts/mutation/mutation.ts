import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleTest } from '../../src/compile/rule-tests.ts';
import { type Mutant, mutantsOf } from '../../src/engine/mutants.ts';
import { secondsOf } from '../../src/model/duration.ts';
import type { Project } from '../../src/model/project.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { isSame, rulesNeeded } from '../../src/queries/needed.ts';
import { ruleName } from '../../src/queries/query.ts';
import { reasonOf } from './equivalent.ts';

/** A mistake, where it was made, and the scenario that noticed it. */
export interface Fate extends Mutant {
  /** `alerts/commands.ts › FrameworkCommandFailureRateCritical`. */
  readonly where: string;
  /** Title of the scenario; absent where none noticed. */
  readonly noticed?: string;
  /** Why none could. */
  readonly because?: string;
}

/** A rule as a fate names it: its file and its name. */
export const whereOf = (file: string, rule: Rule): string => `alerts/${file}.ts › ${ruleName(rule)}`;

interface Case {
  readonly scenario: Scenario;
  readonly rules: readonly Rule[];
}

/** Makes mistakes in rules, one at a time, and runs the scenarios that depend on the rule until one of them fails. */
export async function mutate(spec: {
  readonly project: Project;
  /** Whether a mistake is tried; all are where absent. */
  readonly chosen?: (where: string, mutant: Mutant) => boolean;
  readonly atOnce: number;
  readonly told?: (fate: Fate, done: number, all: number) => void;
}): Promise<readonly Fate[]> {
  const { project, chosen = () => true } = spec;
  const cases = (project.scenarios ?? []).flatMap(({ scenarios }) =>
    scenarios.map(
      (scenario): Case => ({
        scenario,
        rules: rulesNeeded(project, scenario).map(({ rule }) => rule),
      }),
    ),
  );
  const tasks = project.rules.flatMap(({ name, groups }) =>
    groups.flatMap(({ rules }) =>
      rules.flatMap((rule) => {
        const where = whereOf(name, rule);
        const depending = cases.filter(({ rules: needed }) => needed.includes(rule));
        const quickest = depending.sort((one, other) => cost(one, rule) - cost(other, rule));
        return mutantsOf(rule)
          .filter((mutant) => chosen(where, mutant))
          .map((mutant) => ({ where, rule, mutant, cases: quickest }));
      }),
    ),
  );
  const fates: Fate[] = [];
  const queue = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const noticed = await noticing(project, task.rule, task.mutant, task.cases);
      const because = noticed ? undefined : reasonOf(task.where, task.mutant.what);
      const fate = {
        ...task.mutant,
        where: task.where,
        ...(noticed && { noticed }),
        ...(because && { because }),
      };
      fates.push(fate);
      spec.told?.(fate, fates.length, tasks.length);
    }
  };
  await Promise.all(Array.from({ length: spec.atOnce }, worker));
  return fates;
}

/** What is quick, and speaks of the rule itself, is tried first. */
function cost({ scenario, rules }: Case, rule: Rule): number {
  const end = Math.max(...scenario.expect.map((one) => secondsOf('until' in one ? one.until : one.at) || 0));
  const direct = scenario.expect.some((one) => isSame('alert' in one ? one.alert : one.rule, rule));
  return (end / secondsOf(scenario.every)) * (scenario.given.length + rules.length) * (direct ? 1 : 3);
}

async function noticing(
  project: Project,
  rule: Rule,
  mutant: Mutant,
  cases: readonly Case[],
): Promise<string | undefined> {
  for (const { scenario, rules } of cases) {
    const mutated = rules.map((one) => (one === rule ? mutant.rule : one));
    if (await verdict(project, scenario, mutated)) return scenario.title;
  }
  return undefined;
}

/** What promtool says of a scenario with these rules alone: nothing where it holds. */
export async function verdict(
  project: Project,
  scenario: Scenario,
  rules?: readonly Rule[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rule-test-'));
  for (const [name, text] of Object.entries(ruleTest(project, scenario, rules)))
    writeFileSync(join(folder, name), text);
  const said = await new Promise<string>((resolve) => {
    const options = { cwd: folder, maxBuffer: 2 ** 26 };
    execFile('promtool', ['test', 'rules', 'test.yml'], options, (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` : ''),
    );
  });
  rmSync(folder, { recursive: true });
  return said;
}
