import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogFiles, subjects } from './catalog.ts';
import { plainDashboard, typedDashboard } from './dashboards.ts';
import { plainEntries, typedEntries } from './entries.ts';
import { dashboardOf } from './panels.ts';
import { failureRatioOf, plainRules, rulesOf, typedRules } from './rules.ts';
import { camel, numbered, type SourceFile, turn, upTo } from './words.ts';

/** How large a synthetic project is. */
export interface Size {
  readonly dashboards: number;
  /** Each has a hundred rules. */
  readonly services: number;
}

/** What the goals are about: 1,000 dashboards of 20 panels, and 10,000 rules in 100 files. */
export const full: Size = { dashboards: 1000, services: 100 };

/** The same, a hundred times smaller. */
export const small: Size = { dashboards: 10, services: 1 };

/** One project in both spellings. A file for each dashboard, for each service's rules, for each subject of the catalog. */
export interface SyntheticProject {
  readonly typed: readonly SourceFile[];
  readonly plain: readonly SourceFile[];
  /** Files to edit, from the project's folder. */
  readonly aDashboard: string;
  readonly aRuleFile: string;
}

/** The text of a project of some size: the same each time. */
export function synthesize({ dashboards, services }: Size): SyntheticProject {
  const typed: SourceFile[] = [...catalogFiles(), ...typedEntries];
  const plain: SourceFile[] = [...plainEntries];
  const rules = upTo(services).map((at) => {
    const subject = turn(subjects, at);
    return rulesOf(numbered(subject, at), subject);
  });
  for (const of of rules) {
    typed.push({ path: `rules/${of.service}.ts`, text: typedRules(of) });
    plain.push({ path: `rules/${of.service}.ts`, text: plainRules(of) });
  }
  const names = upTo(dashboards).map((at) => {
    const { service, subject } = turn(rules, at);
    const of = dashboardOf(at, subject, service, failureRatioOf(service, subject));
    typed.push({ path: `dashboards/${of.uid}.ts`, text: typedDashboard(of, service) });
    plain.push({
      path: `dashboards/${of.uid}.ts`,
      text: plainDashboard(of, { requests: `${subject}_requests_total` }),
    });
    return of.uid;
  });
  const files = rules.map(({ service }) => service);
  for (const [project, from] of [
    [typed, '#lib'],
    [plain, '../house.ts'],
  ] as const) {
    project.push(
      { path: 'rules/index.ts', text: list('rules', 'RuleFile', from, files) },
      { path: 'dashboards/index.ts', text: list('dashboards', 'Dashboard', from, names) },
    );
  }
  return {
    typed,
    plain,
    aDashboard: `dashboards/${turn(names, Math.floor(dashboards / 2))}.ts`,
    aRuleFile: `rules/${turn(files, Math.floor(services / 2))}.ts`,
  };
}

const list = (constant: string, type: string, from: string, names: readonly string[]): string =>
  `import type { ${type} } from '${from}';
${names.map((name) => `import { ${camel(name)} } from './${name}.ts';\n`).join('')}
export const ${constant}: readonly ${type}[] = [
${names.map((name) => `  ${camel(name)},\n`).join('')}];
`;

/** Puts files into an empty folder. */
export function writeProject(folder: string, files: readonly SourceFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
