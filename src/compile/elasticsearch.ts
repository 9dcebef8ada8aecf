import type { ElasticsearchResource } from '../model/elastic-resource.ts';
import type { Project } from '../model/project.ts';
import { elasticsearchPage } from './elasticsearch-page.ts';
import { stableJson } from './json.ts';
import type { Output } from './output.ts';

const root = 'generated/elasticsearch';

/** One file for each resource of Elasticsearch, exactly what its `PUT` takes, and a page that says why they are as they are. */
export function elasticsearchOutputs(project: Project): readonly Output[] {
  const { elasticsearch, kibana = [], logStorage } = project;
  if (!elasticsearch) return [];
  const page = logStorage && elasticsearchPage(project, logStorage);
  return [
    ...elasticsearch.map((resource) => ({
      path: `${root}/${resource.kind}/${resource.id}.json`,
      text: stableJson(elasticsearchBody(resource)),
      of: `the ${resource.kind} ${resource.id}`,
    })),
    ...kibana
      .filter(({ kind }) => kind === 'role')
      .map(({ id, spec }) => ({
        path: `${root}/role/${id}.json`,
        text: stableJson(spec),
        of: `the role ${id}`,
      })),
    ...(page ? [{ path: `${root}/README.md`, text: page, of: 'the log storage of platform/' }] : []),
  ];
}

/** The body of a `PUT`: a lifecycle policy stands in an envelope, the others as they are. */
export const elasticsearchBody = (resource: ElasticsearchResource): unknown =>
  resource.kind === 'lifecycle-policy' ? { policy: resource.spec } : resource.spec;
