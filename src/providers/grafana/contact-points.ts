import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Observed, Provider } from '../../model/provider.ts';
import type { ContactPointSpec } from '../../model/resource.ts';
import { removed, unlessForbidden } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { hide, isHidden, redacted } from './hidden.ts';
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

/** Settings that are secrets to their owners although Grafana shows some of them: they are known here by a digest only. */
const sensitive = /url|token|key|password|secret|credential/i;

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
    contends: true,
    async observe(ids, found) {
      // One list tells all of them.
      const stored = all();
      await Promise.all(
        ids.map(async (id) => {
          const mine = async () => (await stored).find(({ uid }) => uid === uidIn(id));
          found(id, await unlessForbidden(async () => mine().then((one) => one && observed(one))));
        }),
      );
    },
    // Whether the server hides a setting is known when it has it, and not before.
    comparable: ({ name, integrations }) => ({
      name,
      integrations: integrations.map(({ settings, ...one }) => ({
        ...one,
        settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => !isHidden(value))),
      })),
    }),
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
      if (!expected && Object.values(settingsIn(spec)).some(isHidden))
        throw new Failure(`contact point ${id} cannot be made again from what was recorded`, {
          why: 'the server never told its secrets',
          next: 'check out the revision that defines it, then npm run deploy',
        });
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

const isSecret = (value: unknown): value is { readonly env: string } =>
  typeof value === 'object' && value !== null && typeof (value as { env?: unknown }).env === 'string';

/** A setting that is nobody's business is known by what stands for it. */
const masked = (key: string, value: unknown): unknown =>
  typeof value === 'string' && value !== redacted && sensitive.test(key) ? hide(value) : value;
