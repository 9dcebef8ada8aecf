import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { idOf, kindOf, needsOf } from '../../engine/order.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import { isPending, type Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Session } from './session.ts';

const record = z.object({
  about: z.string(),
  server: z.string(),
  org: z.number(),
  owner: z.string(),
  /** What was there before, by reference; `null` where nothing was. */
  before: z.array(z.object({ ref: z.string(), spec: z.unknown(), needs: z.array(z.string()) })),
});

/** What `--rollback` puts back. */
export interface Past {
  readonly desired: readonly Resource[];
  /** Created by the deployment, and to be removed again. */
  readonly created: readonly string[];
}

/** Where the state before the last deployment to a target is kept, from the root of the repository. */
export const recordPath = (root: string, target: string, owner: string): string =>
  join(root, '.sightline', 'before', `${target}-${owner.replaceAll(/[^\w-]/g, '_')}.json`);

/** Writes down what a plan is about to replace; it is on the disk before the first write goes out. */
export function saveRecord(path: string, plan: Plan, { api, owner }: Session): void {
  const before = plan.changes.filter(isPending).map((change) => ({
    ref: change.ref,
    spec: 'actual' in change && change.actual ? change.actual.spec : null,
    needs: needsOf(change),
  }));
  const text = JSON.stringify({
    about: 'What a deployment replaced. `npm run deploy -- --rollback` puts it back.',
    server: api.rest.address.base,
    org: api.org.id,
    owner,
    before,
  });
  mkdirSync(dirname(path), { recursive: true });
  const staged = `${path}.${process.pid}.tmp`;
  const handle = openSync(staged, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(staged, path);
  chmodSync(path, 0o600);
}

/** What was there before the last deployment from this machine. */
export function readRecord(path: string, { api, owner }: Session): Past {
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
  const { server, org, before } = parsed.data;
  if (server !== api.rest.address.base || org !== api.org.id || parsed.data.owner !== owner)
    throw new Failure(`${path} is of another server`, {
      why: `it was recorded at ${server}, organisation ${org}`,
      next: 'name the target that it was recorded for',
      exit: exitCode.usage,
    });
  return {
    desired: before
      .filter(({ spec }) => spec !== null)
      .map(({ ref, spec, needs }) => ({ kind: kindOf(ref), id: idOf(ref), spec, needs })),
    created: before.filter(({ spec }) => spec === null).map(({ ref }) => ref),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
