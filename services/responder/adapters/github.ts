import { z } from 'zod';
import type { Effect } from '../../../alerts/responses.ts';
import type { Call, Carrier } from '../carrier.ts';
import { type Address, connect, jsonOf, unexpected } from '../http.ts';

const issueSchema = z.object({ number: z.int(), body: z.string().nullable() });
const pageSize = 100;

/**
 * An issue for an episode. GitHub knows no key, so the body carries one as a comment that nobody sees, and before an issue is
 * written those since the beginning of the episode are read. They are listed, not searched for: the search learns of an issue
 * only some time after it was written.
 */
export function github(
  { labels }: Extract<Effect, { via: 'ticket' }>,
  address: Address,
  repository: string,
): Carrier {
  const send = connect(address);
  const issues = `/repos/${repository}/issues`;
  const marker = (key: string) => `<!-- sightline-key: ${key} -->`;
  const find = async ({ key, episode }: Call): Promise<number | undefined> => {
    // A quarter of an hour for clocks that differ.
    const since = new Date(episode.opened_at - 900_000).toISOString();
    for (let page = 1; ; page++) {
      const query = new URLSearchParams({
        state: 'all',
        labels: labels.join(','),
        since,
        per_page: String(pageSize),
        page: String(page),
      });
      const { text } = await send({ method: 'GET', path: `${issues}?${query}` }, [200]);
      const read = z.array(issueSchema).safeParse(jsonOf(text));
      if (!read.success) throw unexpected(`${address.base}${issues}`, 'list of issues');
      const found = read.data.find(({ body }) => body?.includes(marker(key)));
      if (found || read.data.length < pageSize) return found?.number;
    }
  };
  const title = ({ episode }: Call) => `${episode.alertname}: ${episode.summary || episode.response}`;
  return {
    target: () => `issues ${repository}`,
    sketch: (call) => `POST ${address.base}${issues} ${JSON.stringify({ title: title(call) })}`,
    changes: false,
    async act(call) {
      const there = await find(call);
      if (there !== undefined) return { changed: true, note: `issue ${there} had been written` };
      const { episode } = call;
      const body = [
        episode.summary,
        `- environment: ${episode.environment}\n- severity: ${episode.severity}\n- since: ${new Date(episode.began_at).toISOString()}`,
        episode.url && `[The query that found it](${episode.url})`,
        'Written by automation, which leaves it to people to close it.',
        marker(call.key),
      ];
      const headers = { 'Idempotency-Key': call.key };
      const answer = await send(
        {
          method: 'POST',
          path: issues,
          headers,
          body: { title: title(call).slice(0, 256), body: body.filter(Boolean).join('\n\n'), labels },
        },
        [201],
      );
      const written = issueSchema.safeParse(jsonOf(answer.text));
      if (!written.success) throw unexpected(`${address.base}${issues}`, 'issue');
      return { changed: true, note: `issue ${written.data.number} written` };
    },
  };
}
