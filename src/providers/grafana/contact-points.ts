import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Observed, Provider } from '../../model/provider.ts';
import type { ContactPointSpec } from '../../model/resource.ts';
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

/**
 * Contact points of Grafana, one integration at a time: `<name>/<uid>`. That is how its API writes them, so that each write
 * happens or does not, and integrations that others gave the same name stay theirs.
 */
export function contactPoints({ rest, secret }: GrafanaApi): Provider<ContactPointSpec> {
  const path = (id: string): string => `${provisioning}/contact-points/${encodeURIComponent(uidIn(id))}`;
  const all = async (): Promise<readonly Stored[]> =>
    read(
      z.array(integration).nullable(),
      (await rest.find(`${provisioning}/contact-points`))?.body ?? [],
      rest.address.base,
    ) ?? [];
  return {
    kind: 'contact-point',
    turn: alertmanager,
    locks: false,
    async observe(ids, found) {
      const stored = await all();
      for (const id of ids) {
        const mine = stored.find(({ uid }) => uid === uidIn(id));
        found(id, mine && observed(mine));
      }
    },
    normalize: ({ name, integrations }, actual) => ({
      name,
      integrations: integrations.map((one) => {
        const there = settingsOf(actual);
        const settings = Object.entries(one.settings).map(([key, value]) => {
          const wanted = isSecret(value) ? secret(value) : value;
          // What cannot be compared, because the server hides it or the variable is not set here, is taken to be right.
          if (there[key] === redacted || (wanted === undefined && there[key] !== undefined))
            return [key, there[key]];
          return [key, masked(key, wanted ?? redacted)];
        });
        return { ...one, settings: Object.fromEntries(settings) };
      }),
    }),
    variables: ({ resource: { spec }, expected, resendSecrets }) =>
      Object.entries(settingsIn(spec)).flatMap(([key, value]) =>
        isSecret(value) && (resendSecrets || settingsOf(expected)[key] === undefined) ? [value.env] : [],
      ),
    async put({ resource: { id, spec }, expected, resendSecrets }) {
      const [one] = spec.integrations;
      const kept =
        expected && hasUnknown(spec) ? (await all()).find(({ uid }) => uid === uidIn(id))?.settings : {};
      const settings = Object.entries(settingsIn(spec)).map(([key, value]) => {
        // A state of the past: what it hid is left as it is now.
        if (isHidden(value)) return [key, kept?.[key]];
        if (!isSecret(value)) return [key, value];
        const isKept = settingsOf(expected)[key] === redacted && !resendSecrets;
        return [key, isKept ? redacted : (secret(value) ?? kept?.[key])];
      });
      const body = { ...one, name: spec.name, settings: Object.fromEntries(settings) };
      if (expected) await rest.write('PUT', path(id), body);
      else await rest.write('POST', `${provisioning}/contact-points`, body);
      // What the server made of it, defaults and all, is for a second look to tell.
      return undefined;
    },
    remove: (id) => removed(rest, path(id)),
  };

  /** Whether the server knows something that we would have to send and do not know. */
  function hasUnknown(spec: ContactPointSpec): boolean {
    return Object.values(settingsIn(spec)).some(
      (value) => isHidden(value) || (isSecret(value) && secret(value) === undefined),
    );
  }
}

/** The uid of an integration has no slash in it; the name before it may. */
const uidIn = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const settingsIn = (spec: ContactPointSpec): Readonly<Record<string, unknown>> =>
  spec.integrations[0]?.settings ?? {};
const settingsOf = (of: Observed<ContactPointSpec> | undefined): Readonly<Record<string, unknown>> =>
  of?.spec ? settingsIn(of.spec) : {};

function observed({
  uid,
  name,
  type,
  settings,
  disableResolveMessage,
  provenance,
}: Stored): Observed<ContactPointSpec> {
  const shown = Object.entries(settings).map(([key, value]) => [key, masked(key, value)]);
  return {
    spec: {
      name,
      integrations: [{ uid, type, disableResolveMessage, settings: Object.fromEntries(shown) }],
    },
    secrets: Object.keys(settings).filter((key) => settings[key] === redacted),
    ...heldBy(provenance),
  };
}

const isHidden = (value: unknown): boolean =>
  value === redacted || (typeof value === 'string' && hidden.test(value));

const isSecret = (value: unknown): value is { readonly env: string } =>
  typeof value === 'object' && value !== null && typeof (value as { env?: unknown }).env === 'string';

function masked(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || value === redacted || !sensitive.test(key)) return value;
  if (hidden.test(value)) return value;
  return `(hidden ${createHash('sha256').update(value).digest('hex').slice(0, 8)})`;
}
