import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { stableJson } from '../../compile/json.ts';
import { revisionOf } from '../../engine/judge.ts';
import { idOf, kindOf } from '../../engine/order.ts';
import { look } from '../../engine/settle.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import { type Change, isPending, type Permissions, type Plan, reasons } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Session } from './session.ts';
import { writeUserFile } from './user-file.ts';

const about = 'A plan of Sightline. `npm run apply -- <this file>` carries out exactly this, or refuses.';
const file = z.object({
  about: z.string(),
  format: z.literal(1),
  target: z.string(),
  server: z.string(),
  org: z.number(),
  owner: z.string(),
  /** State of the inventory that the plan was made from. */
  inventory: z.string().nullable(),
  secrets: z.boolean(),
  changes: z.array(
    z.object({
      action: z.enum(['create', 'update', 'move', 'adopt', 'forget', 'delete', 'conflict']),
      ref: z.string(),
      reason: z.enum(reasons).optional(),
      /** State of the server that it is to replace. */
      revision: z.string().optional(),
      desired: z
        .object({
          kind: z.string(),
          id: z.string(),
          spec: z.unknown(),
          needs: z.array(z.string()).optional(),
        })
        .optional(),
    }),
  ),
  checksum: z.string(),
});
type PlanFile = z.infer<typeof file>;

/** Writes what a plan would do, so that somebody can look at it and carry out just that later. Secrets are in it as names of variables. */
export function savePlan(path: string, plan: Plan, session: Session, permissions: Permissions): void {
  const changes = plan.changes
    .filter((change) => isPending(change) || change.action === 'conflict')
    .map((change) => ({
      action: change.action,
      ref: change.ref,
      ...('reason' in change && { reason: change.reason }),
      ...('actual' in change && change.actual && { revision: revisionOf(change.actual) }),
      ...('desired' in change && change.desired && { desired: change.desired }),
    }));
  const body = {
    about,
    format: 1,
    target: plan.target,
    server: session.api.rest.address.base,
    org: session.api.org.id,
    owner: session.owner,
    inventory: session.inventory?.revision ?? null,
    secrets: permissions.secrets,
    changes,
  };
  writeUserFile(path, stableJson({ ...body, checksum: checksum(body) }));
}

/** Reads a plan; one that was edited, or is none, is refused. */
export function readPlan(path: string): PlanFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Failure(`there is no plan ${path}`, {
      next: `npm run plan -- --out ${path}`,
      exit: exitCode.usage,
    });
  }
  const parsed = file.safeParse(json(text));
  if (!parsed.success)
    throw new Failure(`${path} is not a plan`, {
      why: 'it was cut off, or written by something else',
      next: `npm run plan -- --out ${path}`,
      exit: exitCode.usage,
    });
  const { checksum: said, ...body } = parsed.data;
  if (checksum(body) !== said)
    throw new Failure(`${path} was edited since it was made`, {
      why: 'a plan is carried out as it was reviewed, or not at all',
      next: `npm run plan -- --out ${path}, and change the definitions instead`,
    });
  return parsed.data;
}

/** The plan of a file, if the server is still in the state that it was made from. Nothing is written before that is known. */
export async function planFrom(saved: PlanFile, session: Session): Promise<Plan> {
  const { api, owner, inventory, providers, target } = session;
  const other =
    saved.target !== target.name ||
    saved.server !== api.rest.address.base ||
    saved.org !== api.org.id ||
    saved.owner !== owner;
  if (other)
    throw new Failure('the plan is for another target', {
      why: `it was made for ${saved.target}: ${saved.server}, organisation ${saved.org}`,
      next: `npm run apply -- --target ${saved.target}, or make a plan for ${target.name}`,
      exit: exitCode.usage,
    });
  if ((inventory?.revision ?? null) !== saved.inventory) throw moved('there was a deployment in between');
  const changes = await Promise.all(
    saved.changes.map(async ({ action, ref, reason, revision, desired }): Promise<Change> => {
      if (action === 'conflict')
        return { action, ref, reason: reason ?? 'not ours', ...(desired && { desired: resource(desired) }) };
      if (action === 'forget') return { action, ref };
      const provider = providers.find(({ kind }) => kind === kindOf(ref));
      if (!provider) throw moved(`${ref} is of a kind that is not known`);
      const actual = await look(provider, idOf(ref));
      if ((actual && revisionOf(actual)) !== revision) throw moved(`${ref} was changed`);
      const wanted = desired && resource(desired);
      const after = wanted && provider.normalize(wanted.spec, actual);
      return { action, ref, actual, desired: wanted, before: actual?.spec, after } as unknown as Change;
    }),
  );
  return { target: target.name, changes };
}

const moved = (why: string): Failure =>
  new Failure('the server moved since the plan was made; nothing was written', {
    why,
    next: 'npm run plan -- --out <file>, to see what would happen now',
  });

const resource = ({ needs, ...rest }: NonNullable<PlanFile['changes'][number]['desired']>): Resource => ({
  ...rest,
  ...(needs && { needs }),
});

const checksum = (body: unknown): string => createHash('sha256').update(stableJson(body)).digest('hex');

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
