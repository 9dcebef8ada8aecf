import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Inventory, InventoryStore } from '../../model/inventory.ts';
import { refOf } from '../../model/resource.ts';
import { inventorySchema } from '../inventory-schema.ts';
import { removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';

const stored = z.object({
  dashboard: z.object({
    version: z.number(),
    panels: z.array(z.object({ options: z.object({ content: z.string() }) })).min(2),
  }),
});
const saved = z.object({ version: z.number() });

/** Tag of every inventory, by which those of previews are found again. */
export const inventoryTag = 'sightline-inventory';

/** Uid of the dashboard that holds an owner's inventory: at most 40 characters. */
export function inventoryUid(owner: string): string {
  const plain = `sightline-${owner}`;
  if (/^[a-zA-Z0-9_-]{1,40}$/.test(plain)) return plain;
  return `sightline-${createHash('sha256').update(owner).digest('hex').slice(0, 30)}`;
}

/**
 * The inventory in Grafana is a dashboard: the one thing that every version keeps for us, counts the states of, and refuses to
 * overwrite when somebody else was faster. People see in it what is deployed.
 */
export function inventoryStore(
  { rest }: GrafanaApi,
  owner: string,
  folder: { readonly uid: string },
): InventoryStore {
  const uid = inventoryUid(owner);
  const path = `/api/dashboards/uid/${uid}`;
  return {
    needs: [refOf({ kind: 'folder', id: folder.uid })],
    async read() {
      const reply = await rest.find(path);
      if (!reply) return undefined;
      const parsed = stored.safeParse(reply.body);
      const content = parsed.success ? parsed.data.dashboard.panels[1]?.options.content : undefined;
      const found = inventorySchema.safeParse(jsonIn(content));
      if (!parsed.success || !found.success)
        throw new Failure(`the inventory in the dashboard ${uid} cannot be read`, {
          why: 'it was edited by hand, or something else has this uid',
          next: 'restore it from its versions in Grafana; or delete it there, and deploy with --adopt',
        });
      if (found.data.owner !== owner)
        throw new Failure(`the inventory in the dashboard ${uid} is that of ${found.data.owner}`, {
          next: 'give the project another folder, whose uid names its inventory',
        });
      return { inventory: found.data as Inventory, revision: String(parsed.data.dashboard.version) };
    },
    async write(inventory, expected) {
      const reply = await rest.write('POST', '/api/dashboards/db', {
        dashboard: { ...page(uid, inventory), ...(expected && { version: Number(expected) }) },
        folderUid: folder.uid,
        message: 'Sightline: inventory',
        overwrite: false,
      });
      return String(read(saved, reply.body, rest.address.base).version);
    },
    remove: () => removed(rest, path),
  };
}

/** Every inventory that an owner's previews have on a server. */
export async function previewInventories({ rest }: GrafanaApi, owner: string): Promise<readonly Inventory[]> {
  const hits = z.array(z.object({ uid: z.string() }));
  const reply = await rest.get('/api/search', { tag: inventoryTag, type: 'dash-db', limit: '5000' });
  const found = await Promise.all(
    read(hits, reply.body, rest.address.base).map(async ({ uid }) => {
      // A stale index may name what is gone, and anybody may have used the tag.
      const body = (await rest.find(`/api/dashboards/uid/${encodeURIComponent(uid)}`))?.body;
      const content = stored.safeParse(body).data?.dashboard.panels[1]?.options.content;
      return inventorySchema.safeParse(jsonIn(content)).data as Inventory | undefined;
    }),
  );
  return found.filter((one): one is Inventory => one?.owner.startsWith(`${owner}@`) ?? false);
}

function jsonIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** The dashboard that people see: what it is for, and what is deployed. */
function page(uid: string, inventory: Inventory): Readonly<Record<string, unknown>> {
  const count = Object.keys(inventory.entries).length;
  const { deployed, expires } = inventory;
  const about = [
    `**${count}** resources in this Grafana are deployed by Sightline, from the definitions of \`${inventory.owner}\`.`,
    ...(deployed
      ? [`Last deployed ${deployed.at}${deployed.from ? ` from revision \`${deployed.from}\`` : ''}.`]
      : []),
    ...(expires ? [`A preview; it may be removed after ${expires}.`] : []),
    'The list below tells the next deployment what is ours. Without it nothing is ever deleted, and nothing overwritten: leave it as it is.',
  ];
  const text = (id: number, title: string, y: number, h: number, options: unknown): unknown => ({
    id,
    type: 'text',
    title,
    gridPos: { x: 0, y, w: 24, h },
    options,
  });
  return {
    uid,
    title: `Deployed by Sightline: ${inventory.owner}`,
    tags: ['sightline', inventoryTag],
    editable: false,
    schemaVersion: 38,
    panels: [
      text(1, 'What this is', 0, 5, { mode: 'markdown', content: about.join('\n\n') }),
      text(2, 'Inventory', 5, 20, {
        mode: 'code',
        code: { language: 'json', showLineNumbers: false, showMiniMap: false },
        content: JSON.stringify(inventory, null, 1),
      }),
    ],
  };
}
