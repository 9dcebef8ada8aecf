import type { Dashboard } from '../model/dashboard.ts';
import type { Datasource } from '../model/datasource.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import {
  type DashboardSpec,
  type DatasourceSpec,
  type GrafanaResource,
  type LibraryPanelSpec,
  type Resource,
  refOf,
} from '../model/resource.ts';
import type { DatasourceMapping, Target } from '../model/target.ts';
import { grafanaAlertingResources } from './grafana-alerting.ts';
import { grafanaRuleGroups } from './grafana-rules.ts';

/** What the definitions want a Grafana server to hold: the same for every target but for its folder and its data sources. */
export function grafanaResources(
  project: Project,
  target: Pick<Target, 'folder' | 'datasources' | 'alerting'> = {},
): readonly Resource[] {
  const folder = target.folder ?? project.folder;
  const inFolder = [refOf({ kind: 'folder', id: folder.uid })];
  const mapping = target.datasources ?? {};
  const uids = new Map(
    Object.entries(mapping).flatMap(([uid, to]) => ('existing' in to ? [[uid, to.existing] as const] : [])),
  );
  const panels = (project.libraryPanels ?? []).map(({ uid, panel }) => ({
    kind: 'library-panel',
    id: uid,
    spec: relinked(
      { uid, name: panel.title, folderUid: folder.uid, model: plain(panel.json) },
      uids,
    ) as LibraryPanelSpec,
    needs: inFolder,
  }));
  const libraries = panels.map((panel) => refOf(panel));
  return [
    { kind: 'folder', id: folder.uid, spec: { ...folder } },
    ...project.datasources
      .filter(({ uid }) => !uids.has(uid))
      .map((of) => ({
        kind: 'datasource',
        id: of.uid,
        spec: relinked(datasourceSpec(of, mapping[of.uid]), uids) as DatasourceSpec,
      })),
    ...panels,
    ...project.dashboards.map((of: Dashboard) => ({
      kind: 'dashboard',
      id: of.uid,
      spec: { folderUid: folder.uid, dashboard: relinked(plain(of.json), uids) } as DashboardSpec,
      needs: [...inFolder, ...libraries],
    })),
    ...alerting(project, target, folder.uid, uids),
  ];
}

function alerting(
  project: Project,
  { alerting: done }: Pick<Target, 'alerting'>,
  folderUid: string,
  uids: ReadonlyMap<string, string>,
): readonly Resource[] {
  if (!done) return [];
  const notifications = byIntegration(grafanaAlertingResources(project));
  const source = project.datasources.find(({ type }) => type === 'prometheus');
  if (done === 'notifications' || !source) return notifications;
  const rules = grafanaRuleGroups(project, folderUid, source.uid).map((group) => ({
    ...group,
    spec: relinked(group.spec, uids),
    // Who evaluates a rule must know already whom to tell.
    needs: [
      ...(group.needs ?? []).filter((ref) => ref !== `datasource/${source.uid}` || !uids.has(source.uid)),
      ...notifications.map(refOf),
    ],
  }));
  return [...notifications, ...rules];
}

/** What a server gets to see of it: the SDK's objects have functions in them, which JSON leaves out. */
const plain = once(
  (json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    JSON.parse(JSON.stringify(json)),
);

/** A contact point for each of its integrations: each is written by itself. */
function byIntegration(resources: readonly GrafanaResource[]): readonly Resource[] {
  const parts = new Map<string, readonly Resource[]>();
  for (const resource of resources) {
    if (resource.kind !== 'contact-point') continue;
    const { id, spec, needs } = resource;
    parts.set(
      refOf(resource),
      spec.integrations.map((one) => ({
        ...resource,
        id: `${id}/${one.uid}`,
        spec: { name: spec.name, integrations: [one] },
        ...(needs && { needs }),
      })),
    );
  }
  return resources.flatMap(
    (resource) =>
      parts.get(refOf(resource)) ?? [
        {
          ...resource,
          ...(resource.needs && {
            needs: resource.needs.flatMap((ref) => parts.get(ref)?.map((part) => refOf(part)) ?? [ref]),
          }),
        },
      ],
  );
}

function datasourceSpec(of: Datasource, to: DatasourceMapping | undefined): DatasourceSpec {
  const { uid, name, type, isDefault = false, basicAuth, jsonData, secureJsonData } = of;
  return {
    uid,
    name,
    type,
    access: 'proxy',
    url: to && 'url' in to ? to.url : of.url,
    isDefault,
    basicAuth: basicAuth !== undefined,
    ...(basicAuth && { basicAuthUser: basicAuth.user }),
    jsonData,
    secureJsonData: { ...(basicAuth && { basicAuthPassword: basicAuth.password }), ...secureJsonData },
  };
}

/** The same value with each reference to a data source led to the one that stands in for it. */
function relinked(value: unknown, uids: ReadonlyMap<string, string>): unknown {
  if (uids.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => relinked(item, uids));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isReference = key === 'datasourceUid' || (key === 'uid' && 'type' in value);
      return [
        key,
        isReference && typeof member === 'string' ? (uids.get(member) ?? member) : relinked(member, uids),
      ];
    }),
  );
}
