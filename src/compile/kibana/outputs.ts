import type { SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { Project } from '../../model/project.ts';
import type { Output } from '../output.ts';
import { objectsOf, savedObjects } from './objects.ts';
import { line } from './saved-object.ts';

const root = 'generated/kibana';

/** Files that Kibana imports, one for each dashboard with all that it needs, and one with everything. */
export function kibanaOutputs({ kibanaContent: content }: Project): readonly Output[] {
  if (!content) return [];
  return [
    { path: `${root}/all.ndjson`, text: ndjson(savedObjects(content)), of: 'all of Kibana' },
    ...content.dashboards.map((dashboard) => ({
      path: `${root}/${dashboard.id}.ndjson`,
      text: ndjson(objectsOf(dashboard, content)),
      of: `the Kibana dashboard ${dashboard.id}`,
    })),
  ];
}

const ndjson = (objects: readonly SavedObjectSpec[]): string => objects.map((of) => `${line(of)}\n`).join('');
