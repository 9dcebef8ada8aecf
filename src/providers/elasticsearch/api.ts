import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Access } from '../access.ts';
import { requireSupported } from '../elastic-version.ts';
import { readFrom } from '../read-from.ts';
import type { Dialect } from '../refusal.ts';
import { Rest } from '../rest.ts';

/** A connection to an Elasticsearch cluster. */
export interface ElasticsearchApi {
  readonly rest: Rest;
  readonly version: string;
  readonly cluster: string;
}

const cause = z.object({ type: z.string().optional(), reason: z.string().nullish() });
const refusals = z.object({
  error: z.union([
    z.string(),
    cause.extend({ caused_by: cause.optional(), root_cause: z.array(cause).optional() }),
  ]),
});

/** Elasticsearch nests its reasons: the outermost says what failed, the innermost why. */
const dialect: Dialect = {
  server: 'Elasticsearch',
  messageOf(body) {
    const { error } = refusals.safeParse(body).data ?? {};
    if (error === undefined || typeof error === 'string') return error;
    const reasons = [error, ...(error.root_cause ?? []), error.caused_by].map((one) => one?.reason);
    return [...new Set(reasons.filter(Boolean))].join('; ') || error.type;
  },
  faultOf(_, body) {
    const { error } = refusals.safeParse(body).data ?? {};
    const type = typeof error === 'object' ? error.type : undefined;
    // Told with the status of a definition that is wrong, or of a server that failed.
    if (type === 'resource_already_exists_exception') return 'conflict';
    return type === 'repository_verification_exception' || type === 'repository_exception'
      ? 'invalid'
      : undefined;
  },
  advice: {
    unauthenticated:
      'make an API key (Kibana: Stack Management, API keys) and put it, as it is encoded, where the target reads it',
    forbidden:
      'give the account of the target the cluster privileges manage_ilm, manage_slm, manage_pipeline, manage_index_templates and monitor, cluster:admin/repository/*, all of the index sightline-inventory, and view_index_metadata of the indices of the logs',
  },
};

const root = z.object({ cluster_name: z.string(), version: z.object({ number: z.string() }) });

/** A reply in the shape that it must have. Another shape is not Elasticsearch's. */
export const read = readFrom('Elasticsearch');

/** Connects to Elasticsearch: finds out whether it is one, and its version. One request. */
export async function elasticsearchApi(access: Access): Promise<ElasticsearchApi> {
  const { address, authorization, secrets, patience } = access;
  const headers = { ...address.headers, Authorization: authorization };
  const rest = new Rest({ ...address, headers }, dialect, secrets, patience);
  const reply = await rest.get('/');
  // Whoever forked it, or stands before it, does not send this.
  if (reply.headers['x-elastic-product'] !== 'Elasticsearch')
    throw new Failure(`no Elasticsearch is at ${address.base}`, {
      why: 'something answers there, and does not say that it is Elasticsearch',
      next: "look at the url of the target: that of Elasticsearch's HTTP port, without a path unless a proxy adds one",
    });
  const { cluster_name: cluster, version } = read(root, reply.body, address.base);
  requireSupported('Elasticsearch', version.number, address.base);
  return { rest, version: version.number, cluster };
}
