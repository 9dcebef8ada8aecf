import { z } from 'zod';
import type { ComposeService } from '../../model/compose.ts';

const container = z.object({
  Service: z.string(),
  State: z.string(),
  Health: z.string().default(''),
  ExitCode: z.number().default(0),
});

/** A container, as `docker compose ps --format json` tells of it. */
export type Container = z.output<typeof container>;

/** How a service is: still on its way, as it should be, or not, with the reason. */
export type Condition =
  | { readonly is: 'starting' | 'well' }
  | { readonly is: 'ill'; readonly because: string };

/** Reads what `ps` prints: an object a line, or one list of them before version 2.21. */
export function containersIn(text: string): readonly Container[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (trimmed.startsWith('[')) return z.array(container).parse(JSON.parse(trimmed));
  return trimmed.split('\n').map((line) => container.parse(JSON.parse(line)));
}

/** How a service is, by its container. */
export function conditionOf(service: ComposeService, of: Container | undefined): Condition {
  if (!of || of.State === 'created') return { is: 'starting' };
  const ended = of.State === 'exited' || of.State === 'dead';
  if (service.isOnce && ended && of.ExitCode === 0) return { is: 'well' };
  if (ended) return { is: 'ill', because: `it ended with code ${of.ExitCode}` };
  if (of.State === 'restarting')
    return { is: 'ill', because: `it ends with code ${of.ExitCode} again and again` };
  if (of.Health === 'unhealthy') return { is: 'ill', because: 'its health check fails' };
  if (service.isOnce) return { is: 'starting' };
  const isWell = service.health ? of.Health === 'healthy' : of.State === 'running';
  return { is: isWell ? 'well' : 'starting' };
}
