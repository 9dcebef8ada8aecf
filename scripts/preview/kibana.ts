import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Failure } from '../../src/model/failure.ts';
import { ask, filesIn, type Server } from './server.ts';

const imported = z.object({
  success: z.boolean(),
  successCount: z.number(),
  errors: z.array(z.object({ id: z.string(), error: z.object({ type: z.string() }) })).default([]),
});

/** Gives the roles of readers Kibana's part of their rights. */
export async function putRoles(server: Server, folder = 'generated/elasticsearch/role'): Promise<void> {
  for (const [name, body] of filesIn(folder)) await ask(server, 'PUT', `/api/security/role/${name}`, body);
}

/** Imports every saved object over what is there. */
export async function importObjects(server: Server, file = 'generated/kibana/all.ndjson'): Promise<number> {
  const form = new FormData();
  form.set('file', new Blob([readFileSync(file)], { type: 'application/ndjson' }), 'all.ndjson');
  const answer = await ask(server, 'POST', '/api/saved_objects/_import?overwrite=true', form);
  const { success, successCount, errors } = imported.parse(answer);
  // A status of 200 says nothing about what is inside.
  if (!success)
    throw new Failure(`Kibana refused ${errors.length} of what ${file} holds`, {
      why: errors.map(({ id, error }) => `${id}: ${error.type}`).join('; '),
      next: 'npm run build, then npm run preview again',
    });
  return successCount;
}
