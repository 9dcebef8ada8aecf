import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Observed, Provider } from '../../model/provider.ts';
import type { ContactPointSpec, Integration } from '../../model/resource.ts';
import { type GrafanaApi, read } from './api.ts';
import { removed } from './observed.ts';
import { alertmanager, heldBy, provisioning } from './provisioning.ts';

const integration = z.object({
  uid: z.string(),
  name: z.string(),
  type: z.string(),
  settings: z.record(z.string(), z.unknown()),
  disableResolveMessage: z.boolean().default(false),
  provenance: z.string().optional(),
});
type Stored = z.infer<typeof integration>;

/** What Grafana shows of a secret; sent back, it keeps the one that is there. */
const redacted = '[REDACTED]';
/** Settings that are secrets to their owners although Grafana shows some of them: they are known here by a digest only. */
const sensitive = /url|token|key|password|secret|credential/i;
const hidden = /^\(hidden [0-9a-f]{8}\)$/;

/** Contact points of Grafana: every integration that shares a name. */
export function contactPoints(api: GrafanaApi): Provider<ContactPointSpec> {
  const { rest, secret } = api;
  const path = (uid: string): string => `${provisioning}/contact-points/${encodeURIComponent(uid)}`;
  const all = async (): Promise<readonly Stored[]> =>
    read(
      z.array(integration).nullable(),
      (await rest.find(`${provisioning}/contact-points`))?.body ?? [],
      rest.address.base,
    ) ?? [];
  const named = async (name: string): Promise<readonly Stored[]> =>
    (await all()).filter((one) => one.name === name);
  return {
    kind: 'contact-point',
    turn: alertmanager,
    locks: false,
    async observe(ids, found) {
      const stored = await all();
      for (const id of ids) {
        const mine = stored.filter(({ name }) => name === id);
        found(id, mine.length === 0 ? undefined : observed(id, mine));
      }
    },
    normalize: ({ name, integrations }, actual) => ({
      name,
      integrations: inOrder(
        integrations.map((one) => {
          const there = actual?.spec?.integrations.find(({ uid }) => uid === one.uid)?.settings ?? {};
          const settings = Object.entries(one.settings).map(([key, value]) => {
            const wanted = isSecret(value) ? secret(value) : value;
            // What cannot be compared, because the server hides it or the variable is not set here, is taken to be right.
            if (there[key] === redacted || (wanted === undefined && there[key] !== undefined))
              return [key, there[key]];
            return [key, masked(key, wanted ?? redacted)];
          });
          return { ...one, settings: Object.fromEntries(settings) };
        }),
      ),
    }),
    variables: ({ resource: { spec }, expected, resendSecrets }) =>
      spec.integrations.flatMap(({ uid, settings }) => {
        const there = expected?.spec.integrations.find((one) => one.uid === uid)?.settings ?? {};
        return Object.entries(settings).flatMap(([key, value]) =>
          isSecret(value) && (resendSecrets || there[key] === undefined) ? [value.env] : [],
        );
      }),
    async put({ resource: { id, spec }, resendSecrets }) {
      const before = await named(id);
      for (const one of spec.integrations) {
        const there = before.find(({ uid }) => uid === one.uid);
        const settings = Object.entries(one.settings).map(([key, value]) => {
          const kept = there?.settings[key];
          // A state of the past: what it hid is left as it is now.
          if (value === redacted || (typeof value === 'string' && hidden.test(value))) return [key, kept];
          if (!isSecret(value)) return [key, value];
          return [key, kept === redacted && !resendSecrets ? redacted : (secret(value) ?? kept)];
        });
        const body = { ...one, name: id, settings: Object.fromEntries(settings) };
        if (there) await rest.write('PUT', path(one.uid), body);
        else await rest.write('POST', `${provisioning}/contact-points`, body);
      }
      for (const { uid } of before)
        if (!spec.integrations.some((one) => one.uid === uid)) await removed(api.rest, path(uid));
      // What the server made of it, defaults and all, is for a second look to tell.
      return undefined;
    },
    async remove(id) {
      for (const { uid } of await named(id)) await removed(api.rest, path(uid));
    },
  };
}

function observed(name: string, stored: readonly Stored[]): Observed<ContactPointSpec> {
  const held = stored.map(({ provenance }) => heldBy(provenance)).find(({ locked }) => locked);
  const integrations = stored.map(({ uid, type, settings, disableResolveMessage }) => ({
    uid,
    type,
    disableResolveMessage,
    settings: Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, masked(key, value)])),
  }));
  return {
    spec: { name, integrations: inOrder(integrations) },
    secrets: stored.flatMap(({ uid, settings }) =>
      Object.keys(settings)
        .filter((key) => settings[key] === redacted)
        .map((key) => `${uid}.${key}`),
    ),
    ...held,
  };
}

const inOrder = (integrations: readonly Integration[]): readonly Integration[] =>
  [...integrations].sort((left, right) => (left.uid < right.uid ? -1 : 1));

const isSecret = (value: unknown): value is { readonly env: string } =>
  typeof value === 'object' && value !== null && typeof (value as { env?: unknown }).env === 'string';

function masked(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || value === redacted || !sensitive.test(key)) return value;
  if (hidden.test(value)) return value;
  return `(hidden ${createHash('sha256').update(value).digest('hex').slice(0, 8)})`;
}
