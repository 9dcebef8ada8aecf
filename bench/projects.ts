import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.ts';
import { type SyntheticProject, writeProject } from './synthesis/project.ts';

/** Where the two spellings of a synthetic project are. */
export interface Projects {
  readonly typed: string;
  readonly plain: string;
}

/** Writes both spellings into a folder below .sightline/, which is emptied first. */
export function writeProjects(project: SyntheticProject, folder: string): Projects {
  const at = join(root, '.sightline', folder);
  rmSync(at, { recursive: true, force: true });
  const projects: Projects = { typed: join(at, 'typed'), plain: join(at, 'plain') };
  writeProject(projects.typed, project.typed);
  writeProject(projects.plain, project.plain);
  return projects;
}
