import { z } from 'zod';
import type { Effect } from '../../../alerts/responses.ts';
import { canonical } from '../canonical.ts';
import type { Call, Carrier } from '../carrier.ts';
import { type Address, connect, jsonOf, unexpected } from '../http.ts';

const severities: Readonly<Record<string, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
};

const taken = z.object({ status: z.literal('success') });

/**
 * Calls somebody through PagerDuty's Events API v2. Its `dedup_key` is what goes on, not the task: two alerts with one cause
 * update one page, a repeated request does nothing, and the end of what goes on resolves it.
 */
export function pagerduty(
  effect: Extract<Effect, { via: 'page' }>,
  address: Address,
  routingKey: (who: string) => string | undefined,
): Carrier {
  const send = connect(address);
  const who = (level: string) => (effect.who === 'by-level' ? level : effect.who);
  const dedup = ({ episode, level }: Pick<Call, 'episode' | 'level'>) =>
    [
      'sightline',
      episode.environment,
      episode.response || episode.subject || episode.alertname,
      who(level),
    ].join('/');
  const event = async (call: Call, action: 'trigger' | 'resolve') => {
    const { episode, level } = call;
    const details = { labels: JSON.parse(episode.labels), episode: episode.id, response: episode.response };
    const payload = {
      summary: (episode.summary || episode.alertname).slice(0, 1024),
      source: episode.environment,
      severity: severities[episode.severity] ?? 'info',
      component: episode.subject,
      custom_details: details,
    };
    const body = {
      routing_key: routingKey(who(level)),
      event_action: action,
      dedup_key: dedup(call),
      ...(action === 'trigger' && { payload, client: 'Sightline', client_url: episode.url }),
    };
    const headers = { 'Idempotency-Key': call.key };
    const { text } = await send({ method: 'POST', path: '/v2/enqueue', headers, body }, [202]);
    if (!taken.safeParse(jsonOf(text)).success) throw unexpected(address.base, 'receipt of an event');
  };
  return {
    target: (call) => `page ${dedup(call)}`,
    sketch: (call) =>
      `POST ${address.base}/v2/enqueue ${canonical({ dedup_key: dedup(call), event_action: 'trigger' })}`,
    changes: false,
    async act(call) {
      await event(call, 'trigger');
      return { changed: true, note: `called ${who(call.level)}` };
    },
    async undo(call) {
      await event(call, 'resolve');
      return { changed: true, note: `told ${who(call.level)} that it is over` };
    },
  };
}
