import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Figure } from './figure.ts';
import { median, type Run, root, run } from './process.ts';
import type { Projects } from './projects.ts';

/** `tsc --noEmit` on one spelling of the project, with the compiler options of this repository. */
export function typecheck(folder: string): Promise<Run> {
  const config = join(dirname(folder), `tsconfig.${basename(folder)}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      include: [`${basename(folder)}/**/*.ts`],
      exclude: [],
    }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [
    compiler,
    '-p',
    config,
    '--noEmit',
    '--extendedDiagnostics',
    '--pretty',
    'false',
  ]);
}

/** How many types the compiler made by filling in parameters: the same number on every machine. */
export const instantiations = ({ output }: Run): number =>
  Number(/Instantiations:\s+(\d+)/.exec(output)?.[1]);

/** The compiler on the typed project, against the same project with strings for queries. */
export async function measureTypes(
  { typed, plain }: Projects,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const rounds: { readonly typed: Run; readonly plain: Run }[] = [];
  for (let round = 1; round <= runs; round++) {
    say(`types, round ${round} of ${runs}`);
    rounds.push({ typed: await typecheck(typed), plain: await typecheck(plain) });
  }
  const [first] = rounds as [(typeof rounds)[number]];
  const middle = (of: (round: (typeof rounds)[number]) => number): number => median(rounds.map(of));
  return [
    { id: 'types', what: '`tsc --noEmit`', value: middle((round) => round.typed.milliseconds), unit: 'ms' },
    {
      id: 'plain-types',
      what: '`tsc --noEmit` with plain strings',
      value: middle((round) => round.plain.milliseconds),
      unit: 'ms',
    },
    {
      id: 'types-to-plain',
      what: '`tsc` to `tsc` with plain strings',
      value: middle((round) => round.typed.milliseconds / round.plain.milliseconds),
      unit: 'times',
      goal: 2,
    },
    { id: 'instantiations', what: 'Type instantiations', value: instantiations(first.typed), unit: 'count' },
    {
      id: 'plain-instantiations',
      what: 'Type instantiations with plain strings',
      value: instantiations(first.plain),
      unit: 'count',
    },
  ];
}
