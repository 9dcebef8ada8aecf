import { z } from 'zod';
import { ServerError } from '../../model/server-error.ts';
import { delay, pause } from '../rest.ts';
import type { GrafanaApi } from './api.ts';

/**
 * Marks a deployment on every dashboard that shows annotations with the tag `sightline`. The same deployment is marked once,
 * however often this is called. `at`: Unix milliseconds.
 */
export async function markDeployment(
  { rest }: GrafanaApi,
  mark: { readonly id: string; readonly text: string; readonly at: number; readonly owner: string },
): Promise<void> {
  const tag = `deployment:${mark.id}`;
  const isThere = async (): Promise<boolean> =>
    z.array(z.unknown()).parse((await rest.get('/api/annotations', { tags: tag, limit: '1' })).body).length >
    0;
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await rest.write('POST', '/api/annotations', {
        time: mark.at,
        text: mark.text,
        tags: ['sightline', mark.owner, tag],
      });
      return;
    } catch (error) {
      // Annotations have no key: only a look tells whether a lost answer was a yes.
      if (!(error instanceof ServerError) || !error.isPassing || attempt === 3) throw error;
      if (error.answer.happened === 'unknown' && (await isThere())) return;
      await pause(delay(attempt, rest.patience, error.answer.retryAfter));
    }
  }
}
