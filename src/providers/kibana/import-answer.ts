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
 * The id of the copy that Kibana made, where another space has an object of this id: it says so nowhere else, and answers that all
 * is well.
 */
export function copyIn(body: unknown, id: string, base: string): string | undefined {
  const { successResults } = read(answer, body, base);
  return successResults.find(({ destinationId }) => destinationId !== undefined && destinationId !== id)
    ?.destinationId;
}

/** What is said of it, once the copy is gone again. */
export const idIsTaken = ({ type, id }: Pick<SavedObjectSpec, 'type' | 'id'>): ServerError =>
  new ServerError(
    `saved-object ${type}/${id}: another space of this Kibana has it`,
    'invalid',
    {
      why: 'an id exists once in all spaces; Kibana made a copy under another id, which was taken away again',
      next: "give the target an idSuffix of its own, such as kibana: { space: 'team', idSuffix: '-team' }",
    },
    { happened: 'no' },
  );

/** What an import refused, although its status says that all is well. Nothing was written then. */
export function refusalIn(
  body: unknown,
  { type, id }: Pick<SavedObjectSpec, 'type' | 'id'>,
  base: string,
): ServerError | undefined {
  const { success, errors } = read(answer, body, base);
  const ref = `saved-object ${type}/${id}`;
  const refused = (why: string, next: string): ServerError =>
    new ServerError(`${ref}: Kibana does not import it`, 'invalid', { why, next }, { happened: 'no' });
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
