import { Agent } from 'node:http';
import axios from 'axios';
import type { Board } from './boards.ts';
import type { Reachable } from './server.ts';

/** Requests at a time, on either side. */
export const concurrency = 8;

/** Reads dashboards and does nothing with them: what a plan cannot do without. */
export async function readAll(uids: readonly string[], server: Reachable): Promise<void> {
  const client = clientOf(server);
  await eachOf(uids, async (uid) => {
    const { data } = await client.get(`/api/dashboards/uid/${uid}`);
    if (data.dashboard.uid !== uid)
      throw new Error(`asked for ${uid}, and was told of ${data.dashboard.uid}`);
  });
}

/** Writes copies of dashboards over what is there, and asks no questions: what an apply cannot do without. */
export async function writeAll(boards: readonly Board[], server: Reachable): Promise<void> {
  const client = clientOf(server);
  await eachOf(boards, async (board) => {
    await client.post('/api/dashboards/db', {
      // Copies, since what is ours must be written by nobody else.
      dashboard: { ...board, uid: `plain-${board.uid}` },
      overwrite: true,
    });
  });
}

const clientOf = ({ url, token }: Reachable) =>
  axios.create({
    baseURL: url,
    headers: { Authorization: `Bearer ${token}` },
    httpAgent: new Agent({ keepAlive: true, maxSockets: concurrency }),
    proxy: false,
    maxBodyLength: Number.POSITIVE_INFINITY,
  });

/** Does something with each, so many at a time. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
