import { measureBuild } from './build.ts';
import type { Figure } from './figure.ts';
import { writeProjects } from './projects.ts';
import { measureResponder } from './responder.ts';
import { measureStay } from './stay.ts';
import { full, type Size, synthesize } from './synthesis/project.ts';
import { measureTypes } from './types.ts';

/** The parts of the bench, by what they measure. */
export const parts = ['build', 'stay', 'types', 'responder'] as const;

/** How the bench is run. */
export interface BenchOptions {
  readonly size: Size;
  /** How often each pair is measured; types, which take longest, at most three times. */
  readonly runs: number;
  /** All of them when empty. */
  readonly parts: readonly string[];
  /** Folder below .sightline/ for the synthetic projects. */
  readonly folder: string;
  readonly say: (progress: string) => void;
}

/** Writes the synthetic project in both spellings, measures, and answers with the figures in the order of the parts. */
export async function bench({ size, runs, parts, folder, say }: BenchOptions): Promise<readonly Figure[]> {
  const project = synthesize(size);
  say('writing the synthetic projects');
  const projects = writeProjects(project, folder);
  const isWanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  const figures: Figure[] = [];
  if (isWanted('build')) figures.push(...(await measureBuild(projects, runs, say)));
  if (isWanted('stay')) figures.push(...(await measureStay(projects.typed, project, runs, say)));
  if (isWanted('types')) figures.push(...(await measureTypes(projects, Math.min(runs, 3), say)));
  if (isWanted('responder')) figures.push(...(await measureResponder(size === full ? 20 : 2, say)));
  return figures;
}
