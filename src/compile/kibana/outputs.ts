import type { SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { Project } from '../../model/project.ts';
import { stableJson } from '../json.ts';
import type { Output } from '../output.ts';
import { apiDashboard } from './api.ts';
import { objectsOf, savedObjects } from './objects.ts';
import { kibanaPage } from './page.ts';
import { picture } from './picture.ts';
import { line } from './saved-object.ts';

const root = 'generated/kibana';

/**
 * Files that Kibana imports, one for each dashboard with all that it needs and one with everything; each dashboard as 9.4 and later
 * are given it through their API; and what people look at: a picture of each dashboard, and the page that shows them.
 */
export function kibanaOutputs({ kibanaContent: content }: Project): readonly Output[] {
  if (!content) return [];
  return [
    { path: `${root}/all.ndjson`, text: ndjson(savedObjects(content)), of: 'all of Kibana' },
    { path: `${root}/README.md`, text: kibanaPage(content), of: 'the page of Kibana' },
    ...content.dashboards.flatMap((dashboard) => [
      {
        path: `${root}/${dashboard.id}.ndjson`,
        text: ndjson(objectsOf(dashboard, content)),
        of: `the Kibana dashboard ${dashboard.id}`,
      },
      {
        path: `${root}/api/${dashboard.id}.json`,
        text: stableJson(apiDashboard(dashboard)),
        of: `the Kibana dashboard ${dashboard.id}, for the dashboards API`,
      },
      {
        path: `${root}/${dashboard.id}.svg`,
        text: picture(dashboard),
        of: `the picture of ${dashboard.id}`,
      },
    ]),
  ];
}

const ndjson = (objects: readonly SavedObjectSpec[]): string => objects.map((of) => `${line(of)}\n`).join('');
