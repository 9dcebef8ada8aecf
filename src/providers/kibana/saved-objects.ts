import { z } from 'zod';
import type { SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { Provider } from '../../model/provider.ts';
import { ServerError } from '../../model/server-error.ts';
import { contains } from '../contains.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type KibanaApi, read } from './api.ts';
import { copyIn, idIsTaken, refusalIn } from './import-answer.ts';
import { compared, content, lineOf } from './saved-object-form.ts';

const exported = z.object({
  type: z.string(),
  id: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  references: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })).default([]),
  coreMigrationVersion: z.string().default(''),
  typeMigrationVersion: z.string().default(''),
  managed: z.boolean().default(false),
  updated_at: z.string().optional(),
  version: z.string().optional(),
});

const boundary = 'sightline-saved-objects';

/**
 * Saved objects of Kibana, through import and export, which every version has and no version means to give up. One is sent at a
 * time: an import that is refused in part would leave it open which part.
 */
export function savedObjects(api: KibanaApi): Provider<SavedObjectSpec> {
  const { rest, inSpace } = api;
  const partsOf = (ref: string): { readonly type: string; readonly id: string } => {
    const slash = ref.indexOf('/');
    return { type: ref.slice(0, slash), id: ref.slice(slash + 1) };
  };
  return {
    kind: 'saved-object',
    locks: false,
    observe: eachById(async (ref) => {
      const reply = await exportOf(partsOf(ref)).catch((error) => {
        if (error instanceof ServerError && error.fault === 'missing') return undefined;
        throw error;
      });
      if (!reply) return undefined;
      const { updated_at: at, version, ...found } = read(exported, reply.body, rest.address.base);
      return {
        spec: compared(found as SavedObjectSpec),
        // An upgrade of Kibana rewrites what it keeps and counts that, too; the date is that of the last who saved it.
        ...((at ?? version) && { revision: at ?? version ?? '' }),
        ...(at && { edited: { at } }),
      };
    }),
    normalize: compared,
    comparable: content,
    // A migration may add what a dashboard did not have when it was written.
    fulfils: (actual, sent) => contains(content(actual), content(sent)),
    async put({ resource: { spec } }) {
      const file = [
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="objects.ndjson"',
        'Content-Type: application/ndjson',
        '',
        lineOf(spec),
        `--${boundary}--`,
        '',
      ].join('\r\n');
      const path = inSpace('/api/saved_objects/_import?overwrite=true');
      const type = `multipart/form-data; boundary=${boundary}`;
      const reply = await rest.upload(path, file, type).catch((error) => {
        throw isTooNew(error) ? tooNew(spec, api, error) : error;
      });
      const copy = copyIn(reply.body, spec.id, rest.address.base);
      if (copy !== undefined) {
        await remove(spec.type, copy);
        throw idIsTaken(spec);
      }
      const refusal = refusalIn(reply.body, spec, rest.address.base);
      if (refusal) throw refusal;
      return undefined;
    },
    remove: (ref) => {
      const { type, id } = partsOf(ref);
      return remove(type, id);
    },
  };

  function remove(type: string, id: string) {
    const path = `/api/saved_objects/${encodeURIComponent(type)}/${encodeURIComponent(id)}?force=true`;
    return removed(rest, inSpace(path));
  }

  function exportOf(object: { readonly type: string; readonly id: string }) {
    return rest.ask(inSpace('/api/saved_objects/_export'), {
      objects: [object],
      excludeExportDetails: true,
    });
  }
}

/** A status of its own for documents that only a later release understands. */
const isTooNew = (error: unknown): error is ServerError =>
  error instanceof ServerError && error.answer.status === 422;

const tooNew = ({ type, id, typeMigrationVersion }: SavedObjectSpec, api: KibanaApi, error: ServerError) =>
  new ServerError(
    `saved-object ${type}/${id} is too new for Kibana ${api.version}: it is written as of ${typeMigrationVersion}`,
    'invalid',
    {
      ...(error.detail.why && { why: error.detail.why }),
      next: `upgrade Kibana, or compile ${type}/${id} with the typeMigrationVersion of an older release`,
    },
    { happened: 'no', status: 422 },
  );
