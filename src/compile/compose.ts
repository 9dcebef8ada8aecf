import { Document, isScalar, type Scalar, type YAMLMap } from 'yaml';
import type { AlertmanagerServer } from '../model/alertmanager.ts';
import type { ComposeMount, ComposePort, ComposeProject, ComposeService } from '../model/compose.ts';
import type { Project } from '../model/project.ts';
import { alertmanagerFlags } from './alertmanager.ts';
import type { Output } from './output.ts';
import { yaml } from './yaml.ts';

/** Where the file of `docker compose` is. */
export const composeFile = 'generated/preview/compose.yaml';

const folder = 'generated/preview';
/** Paths in the file count from its folder. */
const toRoot = '../..';

/** What `npm run preview` starts: the file of docker compose, and what only it needs. */
export function composeOutputs(project: Project): readonly Output[] {
  const { preview } = project;
  if (!preview) return [];
  const of = 'the preview of platform/';
  return [
    { path: composeFile, text: yaml(explained(composeConfig(project, preview), preview)), of },
    ...Object.entries(preview.configurations).map(([name, content]) => ({
      path: `${folder}/${name}`,
      text: yaml(content),
      of,
    })),
  ];
}

/** With what each service is for above it. */
function explained(config: unknown, { services }: ComposeProject): Document {
  const document = new Document(config, { aliasDuplicateObjects: false });
  const said = new Map(services.map(({ name, help }) => [name, help]));
  for (const { key } of (document.get('services') as YAMLMap<Scalar>).items)
    if (isScalar(key)) key.commentBefore = ` ${said.get(String(key.value))}`;
  return document;
}

/** The same as a value, in the words of the Compose specification. */
export function composeConfig(project: Project, preview: ComposeProject): unknown {
  const volumes = new Set(preview.services.flatMap(({ mounts = [] }) => mounts.flatMap(volumeOf)));
  return {
    name: preview.name,
    services: Object.fromEntries(
      preview.services.map((service) => [service.name, serviceConfig(service, project, preview)]),
    ),
    networks: {
      // Nothing in it reaches the world: what would page somebody stays here.
      inside: { internal: true },
      // What has an address on this machine needs a way out of the first.
      door: {},
    },
    volumes: Object.fromEntries([...volumes].sort().map((name) => [name, {}])),
  };
}

function serviceConfig(service: ComposeService, project: Project, preview: ComposeProject): unknown {
  const { ports = [], mounts = [], environment, after, health } = service;
  const memory = mounts.flatMap((mount) => ('memory' in mount ? [mount.memory] : []));
  const kept = mounts.flatMap(mountConfig);
  const command = [...(service.command ?? []), ...flagsOf(service, project)];
  const isOurs = service.image === 'ours';
  const builder = preview.services.find(({ image, profile }) => image === 'ours' && profile === undefined);
  return {
    ...(service.profile && { profiles: [service.profile] }),
    image: isOurs ? `${preview.name}:local` : service.image,
    // One service builds what the others of ours start from: two builds of one name would be in each other's way.
    ...(isOurs && (service === builder ? { build: { context: toRoot } } : { pull_policy: 'never' })),
    ...(service.entrypoint && { entrypoint: service.entrypoint.map(literal) }),
    ...(command.length > 0 && { command: command.map(literal) }),
    ...(service.user && { user: service.user }),
    // Node is no init: it leaves the signal that ends it, and children that nobody waits for, to somebody else.
    ...(isOurs && { init: true }),
    ...(environment && { environment }),
    ...(kept.length > 0 && { volumes: kept }),
    ...(memory.length > 0 && { tmpfs: memory }),
    ...networkConfig(service),
    ...(ports.length > 0 && { ports: ports.map(portConfig) }),
    ...(after && {
      depends_on: Object.fromEntries(
        Object.entries(after).map(([name, state]) => [
          name,
          { condition: state === 'done' ? 'service_completed_successfully' : 'service_healthy' },
        ]),
      ),
    }),
    ...(health && {
      healthcheck: {
        test: health.map(literal),
        interval: '10s',
        timeout: '10s',
        retries: 6,
        start_period: `${service.startsWithin ?? 30}s`,
      },
    }),
    restart: service.isOnce ? 'no' : 'unless-stopped',
    ...(service.isReadOnly && { read_only: true }),
    cap_drop: ['ALL'],
    ...(service.keeps && { cap_add: service.keeps }),
    security_opt: ['no-new-privileges:true'],
    mem_limit: service.memory,
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '2' } },
  };
}

/** In a command a dollar is meant for the shell of the container. */
const literal = (word: string): string => word.replaceAll('$', '$$$$');

function networkConfig({ aliases = [], networkOf, isAlone, ports }: ComposeService): object {
  if (networkOf) return { network_mode: `service:${networkOf}` };
  if (isAlone) return { network_mode: 'none' };
  return { networks: { inside: aliases.length > 0 ? { aliases } : {}, ...(ports && { door: {} }) } };
}

function flagsOf({ flagsOf: server }: ComposeService, project: Project): readonly string[] {
  if (server === 'prometheus') return project.prometheus.flags;
  if (server === 'alertmanager') return alertmanagerFlags(project.alertmanager as AlertmanagerServer);
  return [];
}

const volumeOf = (mount: ComposeMount): readonly string[] => ('volume' in mount ? [mount.volume] : []);

function mountConfig(mount: ComposeMount): readonly unknown[] {
  if ('memory' in mount) return [];
  if ('volume' in mount) {
    const { volume: source, to: target, readOnly } = mount;
    return [{ type: 'volume', source, target, ...(readOnly && { read_only: true }) }];
  }
  const { from, to: target } = mount;
  // Docker would make an empty folder of a file that is not there, owned by root.
  const bind = { create_host_path: false };
  return [{ type: 'bind', source: `${toRoot}/${from}`, target, read_only: true, bind }];
}

const portConfig = ({ inside, outside, variable }: ComposePort): unknown => ({
  target: inside,
  published: `\${${variable}:-${outside}}`,
  host_ip: '127.0.0.1',
  protocol: 'tcp',
});
