import { LiveBuild } from '../../scripts/stack/live-build.ts';
import { startViewer, type Viewer } from '../../services/viewer/index.ts';
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
// As `npm start` does, which looks at the definitions before it starts anything.
await definitions();
viewer = await startViewer({
  folder: 'grafana-provisioning/dashboards',
  prometheus,
  scrape: 15_000,
  port: 0,
});
process.stdout.write(`page ${viewer.url}\n`);
process.once('disconnect', () => process.exit());
await live.follow();
