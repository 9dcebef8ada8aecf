import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LiveBuild } from '../../scripts/stack/live-build.ts';
import { createWorkspace } from '../../scripts/stack/workspace.ts';
import { startViewer, type Viewer } from '../../services/viewer/index.ts';
import { compile } from '../../src/compile/compile.ts';
import { write } from '../../src/compile/write.ts';
import type { Project } from '../../src/model/project.ts';

/*
 * Runs in the folder of a project: follows its saves and serves its dashboards, as `npm start` does. Arguments: the address of a
 * Prometheus. Prints the address of the page.
 */

const [, , prometheus = ''] = process.argv;
let viewer: Viewer | undefined;
const address = `${process.cwd()}/project.ts`;
const definitions = () => import(address).then(({ project }: { project: Project }) => project);
const live = new LiveBuild(definitions, (news) => viewer?.tell(news));
// As `npm start` does, which builds before it starts anything.
const outputs = compile(await definitions());
write(process.cwd(), outputs);
const copy = createWorkspace();
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
write(copy, outputs);
viewer = await startViewer({
  folder: join(copy, 'grafana-provisioning/dashboards'),
  prometheus,
  scrape: 15_000,
  port: 0,
});
process.stdout.write(`page ${viewer.url}\n`);
process.once('disconnect', () => process.exit());
await live.follow(copy);
