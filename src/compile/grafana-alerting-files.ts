import type { Secret } from '../model/datasource.ts';
import type { Project } from '../model/project.ts';
import type { GrafanaResource, GrafanaSpecs } from '../model/resource.ts';
import { grafanaAlertingResources } from './grafana-alerting.ts';
import type { Output } from './output.ts';
import { literal, provisioningRoot, reference } from './provisioning.ts';
import { yaml } from './yaml.ts';

const orgId = 1;

/** The files of `alerting/` from which Grafana provisions what `grafanaAlertingResources` lists. */
export function grafanaAlertingOutputs(project: Project): readonly Output[] {
  const resources = grafanaAlertingResources(project);
  if (resources.length === 0) return [];
  const specs = <Kind extends GrafanaResource['kind']>(kind: Kind) =>
    resources.filter((one) => one.kind === kind).map(({ spec }) => spec as GrafanaSpecs[Kind]);
  const file = (name: string, key: string, members: readonly object[]): Output => ({
    path: `${provisioningRoot}/alerting/${name}.yaml`,
    text: yaml({ apiVersion: 1, [key]: members.map((member) => ({ orgId, ...member })) }),
    of: 'the routing of alerts/',
  });
  return [
    file('templates', 'templates', specs('template').map(written)),
    file(
      'contact-points',
      'contactPoints',
      specs('contact-point').map(({ name, integrations }) => ({
        name,
        receivers: integrations.map(written),
      })),
    ),
    file('mute-timings', 'muteTimes', specs('mute-timing').map(written)),
    file('policies', 'policies', specs('policies').map(written)),
  ];
}

/** As it stands in a file: a secret by the name of its variable, and every `$` that is meant written twice. */
const written = (value: object): object => expanded(value) as object;

function expanded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expanded);
  if (typeof value !== 'object' || value === null) return literal(value);
  if (isSecret(value)) return reference(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, expanded(member)]));
}

const isSecret = (value: object): value is Secret =>
  'env' in value && typeof value.env === 'string' && Object.keys(value).length === 1;
