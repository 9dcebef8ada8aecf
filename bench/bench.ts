import { measureBuild } from './build.ts';
import { measureDeploy } from './deploy.ts';
import { measureDiff } from './diff.ts';
import type { Figure } from './figure.ts';
import { measureLogger } from './logger.ts';
import { writeProjects } from './projects.ts';
import { measureResponder } from './responder.ts';
import { measureRules } from './rules.ts';
import { measureStay } from './stay.ts';
import { full, type Size, synthesize } from './synthesis/project.ts';
import { measureTypes } from './types.ts';
import { measureViewer } from './viewer.ts';

/** The parts of the bench, by what they measure. */
export const parts = [
  'build',
  'stay',
  'types',
  'diff',
  'deploy',
  'viewer',
  'responder',
  'logger',
  'rules',
] as const;

/** How the bench is run. */
export interface BenchOptions {
  readonly size: Size;
  /** How often each pair is measured; types and the responder, which take longest, at most three times; rules once. */
  readonly runs: number;
  /** All of them when empty. */
  readonly parts: readonly string[];
  /** Folder below .sightline/ for the synthetic projects. */
  readonly folder: string;
  readonly say: (progress: string) => void;
}

/** Figures of each part that was measured. */
export type Measured = Readonly<Partial<Record<(typeof parts)[number], readonly Figure[]>>>;

/** Writes the synthetic project in both spellings, and measures; parts are in their order. */
export async function bench({ size, runs, parts, folder, say }: BenchOptions): Promise<Measured> {
  const project = synthesize(size);
  say('writing the synthetic projects');
  const projects = writeProjects(project, folder);
  const isWanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  return {
    ...(isWanted('build') && { build: await measureBuild(projects, runs, say) }),
    ...(isWanted('stay') && { stay: await measureStay(projects.typed, project, runs, say) }),
    ...(isWanted('types') && { types: await measureTypes(projects, Math.min(runs, 3), say) }),
    ...(isWanted('diff') && { diff: await measureDiff(projects, runs, say) }),
    ...(isWanted('deploy') && { deploy: await measureDeploy(projects, runs, say) }),
    ...(isWanted('viewer') && { viewer: await measureViewer(projects.typed, project, runs, say) }),
    ...(isWanted('responder') && {
      responder: await measureResponder(size === full ? 20 : 2, Math.min(runs, 3), say),
    }),
    ...(isWanted('logger') && { logger: await measureLogger(size === full ? 120_000 : 3_000, runs, say) }),
    ...(isWanted('rules') && {
      rules: await measureRules(
        projects.typed,
        {
          services: size.services,
          ...(size === full ? { interval: 30, rounds: 4 } : { interval: 2, rounds: 4 }),
        },
        say,
      ),
    }),
  };
}
