import { z } from 'zod';
import type { Provider } from '../../model/provider.ts';
import type { PolicySpec } from '../../model/resource.ts';
import { eachById } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { alertmanager, duration, heldBy, provisioning } from './provisioning.ts';

const route: z.ZodType<PolicySpec & { readonly provenance?: string | undefined }> = z.looseObject({
  provenance: z.string().optional(),
}) as never;

/** The one tree of notification policies that an organisation has. It is written whole: who owns it owns all of it. */
export function policies({ rest }: GrafanaApi): Provider<PolicySpec> {
  const path = `${provisioning}/policies`;
  return {
    kind: 'policies',
    turn: alertmanager,
    locks: false,
    contends: true,
    observe: eachById(async () => {
      const reply = await rest.find(path);
      const tree = reply && read(route, reply.body, rest.address.base);
      // What Grafana begins with is nobody's work.
      return tree && !isInitial(tree) ? { spec: normalize(tree), ...heldBy(tree.provenance) } : undefined;
    }),
    normalize,
    async put({ resource: { spec } }) {
      await rest.write('PUT', path, spec);
      return undefined;
    },
    async remove() {
      await rest.write('DELETE', path);
    },
  };
}

const isInitial = (tree: PolicySpec): boolean =>
  tree.receiver === 'grafana-default-email' && (tree.routes ?? []).length === 0;

/** Durations in one spelling; what is empty left out. */
function normalize(tree: PolicySpec): PolicySpec {
  const { provenance, routes, ...node } = tree as PolicySpec & { readonly provenance?: string };
  const timed = {
    ...node,
    group_wait: duration(node.group_wait),
    group_interval: duration(node.group_interval),
    repeat_interval: duration(node.repeat_interval),
  };
  const full = Object.entries(timed).filter(
    ([, value]) =>
      value !== undefined &&
      value !== null &&
      value !== '' &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0),
  );
  return {
    ...Object.fromEntries(full),
    ...(routes && routes.length > 0 && { routes: routes.map(normalize) }),
  };
}
