import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { measureBuild } from './build.ts';
import type { Figure } from './figure.ts';
import { root } from './process.ts';
import { measureStay } from './stay.ts';
import { type Size, synthesize, writeProject } from './synthesis/project.ts';
import { measureTypes } from './types.ts';

/** The parts of the bench, by what they measure. */
export const parts = ['build', 'stay', 'types'] as const;

/** How the bench is run. */
export interface BenchOptions {
  readonly size: Size;
  /** How often each pair is measured; types, which take longest, at most three times. */
  readonly runs: number;
  readonly parts: readonly string[];
  /** Folder below .sightline/ for the synthetic projects. */
  readonly folder: string;
  readonly say: (progress: string) => void;
}

/** Where the two spellings of a synthetic project are. */
export interface Projects {
  readonly typed: string;
  readonly plain: string;
}

/** Writes the synthetic project in both spellings, measures, and answers with the figures in the order of the parts. */
export async function bench(options: BenchOptions): Promise<readonly Figure[]> {
  const { size, say } = options;
  const at = join(root, '.sightline', options.folder);
  const project = synthesize(size);
  say('writing the synthetic projects');
  rmSync(at, { recursive: true, force: true });
  const projects: Projects = { typed: join(at, 'typed'), plain: join(at, 'plain') };
  writeProject(projects.typed, project.typed);
  writeProject(projects.plain, project.plain);
  const runs = (most: number): number => Math.min(options.runs, most);
  const wanted = (part: (typeof parts)[number]): boolean =>
    options.parts.length === 0 || options.parts.includes(part);
  return [
    ...(wanted('build') ? await measureBuild(projects, runs(Number.POSITIVE_INFINITY), say) : []),
    ...(wanted('stay')
      ? await measureStay(projects.typed, project, runs(Number.POSITIVE_INFINITY), say)
      : []),
    ...(wanted('types') ? await measureTypes(projects, runs(3), say) : []),
  ];
}
