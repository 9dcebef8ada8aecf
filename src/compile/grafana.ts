import type { Dashboard } from '../model/dashboard.ts';
import type { Datasource } from '../model/datasource.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import { stableJson } from './json.ts';
import type { Output } from './output.ts';
import { literal, reference, provisioningRoot as root } from './provisioning.ts';
import { yaml } from './yaml.ts';

/** Files that Grafana reads from its provisioning folder: dashboards with their provider, data sources. */
export function grafanaOutputs({ dashboards, datasources, folder }: Project): readonly Output[] {
  return [
    {
      path: `${root}/dashboards/sightline.yaml`,
      text: yaml(provider(folder)),
      of: `the folder ${folder.title}`,
    },
    ...dashboards.map(dashboardOutput),
    ...datasources.map(datasourceOutput),
  ];
}

/** Dashboard files are read as they are: Grafana expands no variables in them, so nothing is escaped. */
const dashboardOutput = once(
  (of: Dashboard): Output => ({
    path: `${root}/dashboards/${of.uid}.json`,
    text: stableJson(of.json),
    of: `the dashboard ${of.uid}`,
  }),
);

function provider(folder: Project['folder']): unknown {
  return {
    apiVersion: 1,
    providers: [
      {
        name: 'sightline',
        folder: folder.title,
        folderUid: folder.uid,
        type: 'file',
        // A file that is gone takes its dashboard with it; an edit in the browser cannot be saved.
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 10,
        options: { path: '/etc/grafana/provisioning/dashboards' },
      },
    ],
  };
}

function datasourceOutput(of: Datasource): Output {
  const { uid, name, type, url, isDefault, basicAuth, jsonData, secureJsonData } = of;
  const secure = { ...(basicAuth && { basicAuthPassword: basicAuth.password }), ...secureJsonData };
  const datasource = {
    name,
    uid,
    type,
    access: 'proxy',
    url: literal(url),
    ...(isDefault && { isDefault }),
    ...(basicAuth && { basicAuth: true, basicAuthUser: reference(basicAuth.user) }),
    jsonData: literal(jsonData),
    ...(Object.keys(secure).length > 0 && {
      secureJsonData: Object.fromEntries(
        Object.entries(secure).map(([key, secret]) => [key, reference(secret)]),
      ),
    }),
    editable: false,
  };
  return {
    path: `${root}/datasources/${uid}.yaml`,
    text: yaml({ apiVersion: 1, datasources: [datasource] }),
    of: `the data source ${uid}`,
  };
}
