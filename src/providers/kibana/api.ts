import { z } from 'zod';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Access } from '../access.ts';
import { isSince, requireSupported } from '../elastic-version.ts';
import { readFrom } from '../read-from.ts';
import type { Dialect } from '../refusal.ts';
import { Rest } from '../rest.ts';

/** A connection to a Kibana, and the space in it that saved objects go to. */
export interface KibanaApi {
  readonly rest: Rest;
  readonly version: string;
  /** Id of the space; the default one where absent. */
  readonly space: string | undefined;
  /** A path of the API as seen from that space. */
  inSpace(path: string): string;
  readonly can: {
    /** Whether dashboards are resources of their own, beside being saved objects. */
    readonly dashboardsApi: boolean;
  };
}

const about = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  attributes: z
    .object({
      objects: z
        .array(
          z.object({
            error: z.object({ statusCode: z.number().optional(), message: z.string().optional() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** Objects that an export could not read are told one by one, behind a status that says only that the request was bad. */
const objectsIn = (body: unknown) =>
  (about.safeParse(body).data?.attributes?.objects ?? []).flatMap(({ error }) => error ?? []);

const dialect: Dialect = {
  server: 'Kibana',
  messageOf(body) {
    const { message, error } = about.safeParse(body).data ?? {};
    const objects = objectsIn(body).flatMap((one) => one.message ?? []);
    return [message ?? error, ...objects].filter(Boolean).join('; ') || undefined;
  },
  faultOf(status, body) {
    const statuses = status === 400 ? objectsIn(body).map(({ statusCode }) => statusCode) : [];
    if (statuses.length === 0) return undefined;
    if (statuses.every((one) => one === 404)) return 'missing';
    return statuses.includes(403) ? 'forbidden' : undefined;
  },
  advice: {
    unauthenticated:
      'make an API key (Stack Management, API keys) and put it, as it is encoded, where the target reads it',
    forbidden:
      'give the account of the target a role with all of Kibana in the space of the target; for spaces and roles, in all spaces',
  },
};

const status = z.object({ version: z.object({ number: z.string() }).optional() });

/** A reply in the shape that it must have. Another shape is not Kibana's. */
export const read = readFrom('Kibana');

/** Connects to Kibana: finds out its version and what it can do. One request. */
export async function kibanaApi(access: Access & { readonly space?: string }): Promise<KibanaApi> {
  const { address, authorization, secrets, patience, space } = access;
  const headers = {
    ...address.headers,
    Authorization: authorization,
    // Without it every write is refused; which value it has is all the same.
    'kbn-xsrf': 'sightline',
  };
  const rest = new Rest({ ...address, headers }, dialect, secrets, patience);
  const found = await rest.find('/api/status');
  if (!found)
    throw new Failure(`no Kibana is at ${address.base}`, {
      why: 'something answers there, and does not know /api/status',
      next: "give the target the url that a browser shows for Kibana's start page, up to /app",
    });
  const { version } = read(status, found.body, address.base);
  // To whom it does not know it tells only whether it is well.
  if (!version)
    throw new Failure(`Kibana does not accept the credential of ${address.base}`, {
      why: 'it hides its version, as it does from strangers',
      next: dialect.advice?.unauthenticated ?? '',
      exit: exitCode.auth,
    });
  const release = requireSupported('Kibana', version.number, address.base);
  const prefix = space === undefined || space === 'default' ? '' : `/s/${encodeURIComponent(space)}`;
  return {
    rest,
    version: version.number,
    space: prefix === '' ? undefined : space,
    inSpace: (path) => `${prefix}${path}`,
    can: { dashboardsApi: isSince(release, [9, 4]) },
  };
}
