import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { stableJson } from '../../compile/json.ts';
import { revisionOf } from '../../engine/judge.ts';
import { idOf, kindOf } from '../../engine/order.ts';
import { look } from '../../engine/settle.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import { type Change, isPending, type Permissions, reasons } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { holds, type Part, type Planned, partNames } from './part.ts';
import type { Session } from './session.ts';
import { writeUserFile } from './user-file.ts';

const about = 'A plan of Sightline. `npm run apply -- <this file>` carries out exactly this, or refuses.';
const file = z.object({
  about: z.string(),
  format: z.literal(2),
  target: z.string(),
  owner: z.string(),
  servers: z.array(
    z.object({
      part: z.enum(partNames),
      identity: z.string(),
      /** State of the inventory that the plan was made from. */
      inventory: z.string().nullable(),
    }),
  ),
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
export function savePlan(
  path: string,
  planned: readonly Planned[],
  { target, owner }: Session,
  permissions: Permissions,
): void {
  const changes = planned
    .flatMap(({ plan }) => plan.changes)
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
    format: 2,
    target: target.name,
    owner,
    servers: planned.map(({ part }) => ({
      part: part.name,
      identity: part.identity,
      inventory: part.inventory?.revision ?? null,
    })),
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
      why: 'it was cut off, or written by something else, or by another version of this',
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

/** The plan of a file, if the servers are still in the state that it was made from. Nothing is written before that is known. */
export async function planFrom(saved: PlanFile, session: Session): Promise<readonly Planned[]> {
  const parts = saved.servers.map((server) => {
    const part = session.parts.find(({ name }) => name === server.part);
    const isOther =
      saved.target !== session.target.name ||
      saved.owner !== session.owner ||
      server.identity !== part?.identity;
    if (isOther)
      throw new Failure('the plan is for another target', {
        why: `it was made for ${saved.target}: ${server.identity}`,
        next: `npm run apply -- --target ${saved.target}, or make a plan for ${session.target.name}`,
        exit: exitCode.usage,
      });
    if ((part.inventory?.revision ?? null) !== server.inventory)
      throw moved('there was a deployment in between');
    return part;
  });
  const lost = saved.changes.find(({ ref }) => !parts.some((part) => holds(part, kindOf(ref))));
  if (lost) throw moved(`${lost.ref} is of a kind that is not known`);
  return Promise.all(
    parts.map(async (part) => {
      const changes = saved.changes.filter(({ ref }) => holds(part, kindOf(ref)));
      const plan = {
        target: session.target.name,
        changes: await Promise.all(changes.map((change) => changeFrom(change, part))),
      };
      return { part, plan, warnings: (await part.warnings?.(plan)) ?? [] };
    }),
  );
}

/** A change of a file, with what is there now in the place of what was. */
async function changeFrom(
  { action, ref, reason, revision, desired }: PlanFile['changes'][number],
  { providers }: Part,
): Promise<Change> {
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
