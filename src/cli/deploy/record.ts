import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { idOf, kindOf, needsOf } from '../../engine/order.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Entry } from '../../model/inventory.ts';
import { same } from '../../model/json.ts';
import { isPending } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { type Planned, partNames } from './part.ts';
import type { Session } from './session.ts';

const record = z.object({
  about: z.string(),
  servers: z.array(z.object({ part: z.enum(partNames), identity: z.string() })),
  owner: z.string(),
  /** What was there before, by reference; `null` where nothing was. */
  before: z.array(
    z.object({
      ref: z.string(),
      spec: z.unknown(),
      needs: z.array(z.string()),
      /** Digest of what we had sent before, if it was ours. */
      sent: z.string().optional(),
      /** The server's state that we had noted, if nobody had edited it since. */
      revision: z.string().optional(),
    }),
  ),
});

/** What `--rollback` puts back. */
export interface Past {
  readonly desired: readonly Resource[];
  /** Created by the deployment, and to be removed again. */
  readonly created: readonly string[];
  /** What the inventory said of each. */
  readonly entries: ReadonlyMap<string, Entry | undefined>;
}

/** Where the state before the last deployment to a target is kept, from the root of the repository. */
export const recordPath = (root: string, target: string, owner: string): string =>
  join(root, '.sightline', 'before', `${target}-${owner.replaceAll(/[^\w-]/g, '_')}.json`);

/** Writes down what plans are about to replace, beside the record of the deployment before, which `keep` replaces. */
export function stageRecord(
  path: string,
  planned: readonly Planned[],
  owner: string,
): { keep(): void; discard(): void } {
  const before = planned.flatMap(({ plan, part: { inventory } }) =>
    plan.changes
      .filter(isPending)
      // A secret that is sent again, or a note in the inventory, leaves nothing to put back.
      .filter((change) => !same(change.before, change.after))
      .map((change) => ({
        ref: change.ref,
        spec: 'actual' in change && change.actual ? change.actual.spec : null,
        needs: needsOf(change),
        sent: inventory?.inventory.entries[change.ref]?.sent,
        ...(!('drift' in change && change.drift) && {
          revision: inventory?.inventory.entries[change.ref]?.revision,
        }),
      })),
  );
  if (before.length === 0) return { keep: () => undefined, discard: () => undefined };
  const head = {
    about: 'What a deployment replaced. `npm run deploy -- --rollback` puts it back.',
    servers: planned.map(({ part: { name, identity } }) => ({ part: name, identity })),
    owner,
  };
  const staged = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const handle = openSync(staged, 'w', 0o600);
    try {
      // Piece by piece: all of it at once would be as large again as everything that is replaced.
      writeSync(handle, `${JSON.stringify(head).slice(0, -1)},"before":[`);
      for (const [at, one] of before.entries())
        writeSync(handle, `${at > 0 ? ',' : ''}${JSON.stringify(one)}`);
      writeSync(handle, ']}');
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    rmSync(staged, { force: true });
    throw new Failure(`cannot write down what is about to be replaced; nothing was written`, {
      why: (error as Error).message,
      next: `make ${dirname(path)} writable: --rollback reads it from there`,
    });
  }
  let isKept = false;
  return {
    // Each part keeps it before its first write, and what the first of them kept has the others in it.
    keep: () => {
      if (!isKept) renameSync(staged, path);
      isKept = true;
    },
    discard: () => rmSync(staged, { force: true }),
  };
}

/** What was there before the last deployment from this machine. */
export function readRecord(path: string, { parts, owner }: Session): Past {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Failure('nothing is recorded that could be put back', {
      why: `${path} is not there: the last deployment to this target was made elsewhere`,
      next: 'check out the revision that was deployed before, then npm run deploy',
      exit: exitCode.usage,
    });
  }
  const parsed = record.safeParse(json(text));
  if (!parsed.success)
    throw new Failure(`${path} cannot be read`, {
      why: 'it was edited or cut off',
      next: 'check out the revision that was deployed before, then npm run deploy',
    });
  const { servers, before } = parsed.data;
  const other = servers.find(
    ({ part, identity }) =>
      parsed.data.owner !== owner || !parts.some((one) => one.name === part && one.identity === identity),
  );
  if (other)
    throw new Failure(`${path} is of another server`, {
      why: `it was recorded at ${other.identity}`,
      next: 'name the target that it was recorded for',
      exit: exitCode.usage,
    });
  return {
    desired: before
      .filter(({ spec }) => spec !== null)
      .map(({ ref, spec, needs }) => ({ kind: kindOf(ref), id: idOf(ref), spec, needs })),
    created: before.filter(({ spec }) => spec === null).map(({ ref }) => ref),
    entries: new Map(
      before.map(({ ref, sent, revision }) => [
        ref,
        sent === undefined ? undefined : { sent, ...(revision !== undefined && { revision }) },
      ]),
    ),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
