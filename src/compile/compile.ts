import { Failure } from '../model/failure.ts';
import type { Project } from '../model/project.ts';
import { alertmanagerOutputs } from './alertmanager.ts';
import { catalogJsonOutput } from './catalog-json.ts';
import { catalogOutput } from './catalog-page.ts';
import { composeOutputs } from './compose.ts';
import { elasticsearchOutputs } from './elasticsearch.ts';
import { filebeatOutputs } from './filebeat.ts';
import { grafanaOutputs } from './grafana.ts';
import { grafanaAlertingOutputs } from './grafana-alerting-files.ts';
import { stableJson } from './json.ts';
import { kibanaOutputs } from './kibana/outputs.ts';
import { logstashOutputs } from './logstash.ts';
import type { Output } from './output.ts';
import { prometheusOutputs } from './prometheus.ts';
import { runbookOutputs } from './runbooks.ts';

/** Where the build remembers which files are its own. Only these are ever removed. */
export const manifestPath = 'generated/manifest.json';

/** Every file that a project compiles to, in a fixed order, the manifest last. Pure: the same project gives the same bytes. */
export function compile(project: Project): readonly Output[] {
  const outputs = [
    ...grafanaOutputs(project),
    ...grafanaAlertingOutputs(project),
    ...prometheusOutputs(project),
    ...alertmanagerOutputs(project),
    ...kibanaOutputs(project),
    ...elasticsearchOutputs(project),
    ...logstashOutputs(project),
    ...filebeatOutputs(project),
    ...composeOutputs(project),
    ...runbookOutputs(project),
    catalogOutput(project),
    catalogJsonOutput(project),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  refuseSharedPaths(outputs);
  const manifest = {
    about: 'Files written by the build. A file listed here whose definition is gone is removed.',
    files: outputs.map(({ path }) => path),
  };
  return [...outputs, { path: manifestPath, text: stableJson(manifest) }];
}

/** The checks say it better; this stands behind them, since the last file would replace the other without a word. */
function refuseSharedPaths(outputs: readonly Output[]): void {
  const taken = new Map<string, Output>();
  for (const output of outputs) {
    // The disks of some machines do not tell capitals apart.
    const path = output.path.toLowerCase();
    const other = taken.get(path);
    if (other)
      throw new Failure(`two outputs are called ${output.path}: those of ${other.of} and of ${output.of}`, {
        why: 'the second would replace the first',
        next: 'give one of them another name, then run the build again',
      });
    taken.set(path, output);
  }
}
