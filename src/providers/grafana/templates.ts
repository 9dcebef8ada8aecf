import { z } from 'zod';
import type { Provider } from '../../model/provider.ts';
import type { TemplateSpec } from '../../model/resource.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { alertmanager, heldBy, provisioning } from './provisioning.ts';

const template = z.object({
  name: z.string(),
  template: z.string(),
  version: z.string().optional(),
  provenance: z.string().optional(),
});

/** Notification templates of Grafana, by name. */
export function templates(api: GrafanaApi): Provider<TemplateSpec> {
  const path = (name: string): string => `${provisioning}/templates/${encodeURIComponent(name)}`;
  const find = async (name: string): Promise<z.infer<typeof template> | undefined> => {
    const reply = await api.rest.find(path(name));
    return reply && read(template, reply.body, api.rest.address.base);
  };
  return {
    kind: 'template',
    turn: alertmanager,
    locks: false,
    contends: true,
    observe: eachById(async (id) => {
      const there = await find(id);
      return (
        there && {
          spec: normalize({ name: id, template: there.template }),
          ...(there.version && { revision: there.version }),
          ...heldBy(there.provenance),
        }
      );
    }),
    normalize,
    async put({ resource: { id, spec }, expected }) {
      const reply = await api.rest.write('PUT', path(id), {
        template: spec.template,
        ...(expected?.revision && { version: expected.revision }),
      });
      return template.safeParse(reply.body).data?.version;
    },
    remove: (id, { revision }) =>
      removed(api.rest, `${path(id)}${revision ? `?version=${encodeURIComponent(revision)}` : ''}`),
  };
}

/** Space around the text means nothing, and some versions trim it. */
const normalize = ({ name, template }: TemplateSpec): TemplateSpec => ({ name, template: template.trim() });
