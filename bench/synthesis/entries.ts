import { readFileSync } from 'node:fs';
import type { SourceFile } from './words.ts';

/*
 * What turns definitions into files. The engine is three folders up: projects live in .sightline/<name>/<typed or plain>/.
 */

/** The entry points of the typed project: the same as scripts/project.ts, scripts/build.ts, scripts/diff.ts and scripts/deploy.ts. */
export const typedEntries: readonly SourceFile[] = [
  {
    path: 'project.ts',
    text: `import type { Project } from '../../../src/model/project.ts';
import { dashboards } from './dashboards/index.ts';
import { rulesAlone } from './rules-alone.ts';

export const project: Project = { ...rulesAlone, dashboards };
`,
  },
  {
    path: 'rules-alone.ts',
    text: `import type { Project } from '../../../src/model/project.ts';
import { jobs, metrics, subjects } from './catalog/index.ts';
import { rules } from './rules/index.ts';

export const rulesAlone: Project = {
  metrics,
  subjects,
  rules,
  dashboards: [],
  datasources: [],
  prometheus: {
    interval: '15s',
    timeout: '10s',
    evaluation: '30s',
    externalLabels: {},
    alertmanagers: [],
    flags: [],
    jobs,
  },
  folder: { uid: 'bench', title: 'Bench' },
};
`,
  },
  {
    path: 'build.ts',
    text: `import { main } from '../../../src/cli/command.ts';
import { buildCommand } from '../../../src/cli/commands/build.ts';

await main(buildCommand(() => import('./project.ts').then(({ project }) => project)));
`,
  },
  {
    path: 'diff.ts',
    text: `import { diffSite } from '../../../scripts/diff/site.ts';
import { main } from '../../../src/cli/command.ts';
import { diffCommand } from '../../../src/cli/commands/diff.ts';

await main(diffCommand(diffSite(() => import('./project.ts').then(({ project }) => project))));
`,
  },
  {
    path: 'build-rules.ts',
    text: `import { main } from '../../../src/cli/command.ts';
import { buildCommand } from '../../../src/cli/commands/build.ts';

await main(buildCommand(() => import('./rules-alone.ts').then(({ rulesAlone }) => rulesAlone), 'rules-alone'));
`,
  },
  {
    path: 'deploy.ts',
    text: `import { main } from '../../../src/cli/command.ts';
import { deployCommand } from '../../../src/cli/commands/deploy.ts';

await main(
  deployCommand({
    targets: [
      {
        name: 'bench',
        grafana: { url: { variable: 'BENCH_URL' }, auth: { token: { variable: 'BENCH_TOKEN' } } },
      },
    ],
    root: process.cwd(),
    variables: process.env,
    definitions: () => import('./project.ts').then(({ project }) => project),
  }),
);
`,
  },
];

const writing = (kind: string, text: string): string => `mkdirSync('out/${kind}', { recursive: true });
for (const each of ${kind}) ${text};
`;
const dashboardFiles = writing(
  'dashboards',
  'writeFileSync(`out/dashboards/${each.uid}.json`, `${JSON.stringify(each, null, 2)}\\n`)',
);
const ruleFiles = writing(
  'rules',
  'writeFileSync(`out/rules/${each.name}.rules.yml`, stringify({ groups: each.groups }, { lineWidth: 0 }))',
);

/** The entry points of the plain project: dashboards alone, and dashboards with rules. */
export const plainEntries: readonly SourceFile[] = [
  { path: 'house.ts', text: readFileSync(new URL('../plain/house.ts', import.meta.url), 'utf8') },
  {
    path: 'build-dashboards.ts',
    text: `import { mkdirSync, writeFileSync } from 'node:fs';
import { dashboards } from './dashboards/index.ts';

${dashboardFiles}`,
  },
  {
    path: 'build-all.ts',
    text: `import { mkdirSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { dashboards } from './dashboards/index.ts';
import { rules } from './rules/index.ts';

${dashboardFiles}${ruleFiles}`,
  },
];
