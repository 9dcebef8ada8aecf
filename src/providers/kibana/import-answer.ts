import { z } from 'zod';
import type { SavedObjectSpec } from '../../model/elastic-resource.ts';
import { ServerError } from '../../model/server-error.ts';
import { read } from './api.ts';

const answer = z.object({
  success: z.boolean(),
  successResults: z.array(z.object({ destinationId: z.string().optional() })).default([]),
  errors: z
    .array(
      z.object({
        error: z.object({
          type: z.string(),
          references: z.array(z.object({ type: z.string(), id: z.string() })).optional(),
          message: z.string().optional(),
        }),
      }),
    )
    .default([]),
});

/**
 * What an import refused, although its status says that all is well. Nothing was written then, except where Kibana made a copy of
 * what another space holds.
 */
export function refusalIn(
  body: unknown,
  { type, id }: Pick<SavedObjectSpec, 'type' | 'id'>,
  base: string,
): ServerError | undefined {
  const { success, successResults, errors } = read(answer, body, base);
  const ref = `saved-object ${type}/${id}`;
  const refused = (why: string, next: string): ServerError =>
    new ServerError(`${ref}: Kibana does not import it`, 'invalid', { why, next }, { happened: 'no' });
  const copy = successResults.find(
    ({ destinationId }) => destinationId !== undefined && destinationId !== id,
  );
  if (copy)
    return refused(
      `another space has an object of this id, so Kibana made a copy of its own, ${type}/${copy.destinationId}`,
      `remove that copy (Stack Management, Saved objects), and give the definition an id that no other space has`,
    );
  const [first] = errors;
  if (!first) return success ? undefined : refused('it gives no reason', 'look at the log of Kibana');
  const { error } = first;
  switch (error.type) {
    case 'missing_references': {
      const lost = (error.references ?? []).map((to) => `${to.type}/${to.id}`).join(', ');
      return refused(
        `it refers to what is not there: ${lost}`,
        'define that as well, or correct the reference',
      );
    }
    case 'unsupported_type':
      return refused(`it knows no objects of type ${type}`, 'upgrade Kibana, or leave the object out');
    case 'conflict':
    case 'ambiguous_conflict':
      return refused(
        'another object is in its place, in this space or another',
        `look for ${type}/${id} in Stack Management, Saved objects, of each space; remove it there, or give the definition another id`,
      );
    default:
      return refused(error.message ?? error.type, 'mend the definition, then npm run build');
  }
}
