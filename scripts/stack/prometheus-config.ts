import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prometheusConfig, ruleFileText } from '../../src/compile/prometheus.ts';
import { yaml } from '../../src/compile/yaml.ts';
import type { Project } from '../../src/model/project.ts';

/** Writes the generated configuration, with only the targets that run here, and answers with its path. */
export function writeConfig(spec: {
  readonly project: Project;
  readonly folder: string;
  /** Addresses to scrape, by job. Jobs that are not among them are left out. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Addresses of those who are told of alerts; nobody where absent. */
  readonly alertmanagers?: readonly string[];
}): string {
  const { folder, targets, alertmanagers = [] } = spec;
  const { prometheus, rules } = spec.project;
  const jobs = prometheus.jobs.filter(({ name }) => name in targets);
  mkdirSync(join(folder, 'rules'), { recursive: true });
  for (const file of rules) {
    writeFileSync(join(folder, 'rules', `${file.name}.rules.yml`), ruleFileText(file));
  }
  const path = join(folder, 'prometheus.yml');
  writeFileSync(path, yaml(prometheusConfig({ ...prometheus, alertmanagers, jobs }, targets)));
  return path;
}
