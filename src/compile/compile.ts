import type { Project } from '../model/project.ts';
import { catalogOutput } from './catalog-page.ts';
import { grafanaOutputs } from './grafana.ts';
import { stableJson } from './json.ts';
import type { Output } from './output.ts';
import { prometheusOutputs } from './prometheus.ts';

/** Where the build remembers which files are its own. Only these are ever removed. */
export const manifestPath = 'generated/manifest.json';

/** Every file that a project compiles to, in a fixed order, the manifest last. Pure: the same project gives the same bytes. */
export function compile(project: Project): readonly Output[] {
  const outputs = [...grafanaOutputs(project), ...prometheusOutputs(project), catalogOutput(project)].sort(
    (a, b) => (a.path < b.path ? -1 : 1),
  );
  const manifest = {
    about: 'Files written by the build. A file listed here whose definition is gone is removed.',
    files: outputs.map(({ path }) => path),
  };
  return [...outputs, { path: manifestPath, text: stableJson(manifest) }];
}
