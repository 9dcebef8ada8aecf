import type { Effect } from '../../../alerts/responses.ts';
import { canonical } from '../canonical.ts';
import type { Call, Carrier } from '../carrier.ts';
import { type Address, connect, TargetError, unexpected } from '../http.ts';

// Slack reads these three as markup; an alert's text must not be able to mention a whole channel.
const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message to a channel through an incoming webhook, whose address is a secret. Slack knows no key: better none than two. */
export function slack({ channel }: Extract<Effect, { via: 'message' }>, address: Address): Carrier {
  const send = connect(address);
  const message = ({ episode }: Call) => ({
    channel,
    text: [
      `*${plain(episode.alertname)}* (${episode.severity}, ${plain(episode.environment)})`,
      plain(episode.summary),
      episode.url && `<${episode.url}|Look at the query>`,
    ]
      .filter(Boolean)
      .join('\n'),
  });
  return {
    target: () => `channel ${channel}`,
    sketch: (call) => `POST the webhook of Slack ${canonical(message(call))}`,
    changes: false,
    once: true,
    async act(call) {
      const headers = { 'Idempotency-Key': call.key };
      const { text } = await send({ method: 'POST', path: '', headers, body: message(call) }, [200]).catch(
        (error) => {
          // The address is the secret, so it is not part of what is told.
          throw error instanceof TargetError
            ? new TargetError(error.message.replaceAll(address.base, 'the webhook of Slack'), error.detail)
            : error;
        },
      );
      if (text.trim() !== 'ok') throw unexpected('the webhook of Slack', '"ok"');
      return { changed: true, note: `told ${channel}` };
    },
  };
}
