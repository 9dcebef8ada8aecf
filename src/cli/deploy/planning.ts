import { kindOf } from '../../engine/order.ts';
import { makePlan } from '../../engine/plan.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Permissions, Plan, Warning } from '../../model/plan.ts';
import { type Resource, refOf } from '../../model/resource.ts';
import { holds, type Part, type Planned } from './part.ts';
import { Progress } from './progress.ts';
import type { Session } from './session.ts';

/** Which resources a plan is about. */
export interface Scope {
  /** References, kinds, ids or parts; everything where empty. */
  readonly only?: readonly string[];
  /** References of what is to go; what is ours and no longer defined unless told. */
  readonly leftovers?: readonly string[];
}

/** Compares what every part of a target is to hold with what it holds, with a bar on a terminal. */
export async function planOf(
  { target, parts, unreached }: Session,
  permissions: Permissions,
  { only = [], leftovers }: Scope = {},
): Promise<readonly Planned[]> {
  const asked = parts.map((part) => ({ part, ...askedOf(part, only, leftovers) }));
  const isNothing = asked.every(({ desired, left }) => desired.length + left.length === 0);
  if (only.length > 0 && isNothing && unreached.length === 0)
    throw new Failure(`nothing is called ${only.join(' or ')}`, {
      next: 'say --only dashboard, --only executive-overview, or --only dashboard/executive-overview',
      exit: exitCode.usage,
    });
  const planned: Planned[] = [];
  for (const { part, desired, left } of asked) {
    const progress = new Progress('Reading');
    try {
      const plan = await makePlan({
        target: target.name,
        desired,
        providers: part.providers,
        inventory: part.inventory?.inventory,
        permissions,
        leftovers: left,
        home: part.store.needs,
        progress: (done, of) => progress.show(done, of),
      });
      const found = (await part.warnings?.(plan)) ?? [];
      planned.push({ part, plan, warnings: [...unlisted(part, plan), ...found] });
    } finally {
      progress.clear();
    }
  }
  return planned;
}

/** Whether everything is there as it is defined, and nothing says that it is ours: the list is gone, or never was. */
export const isUnlisted = ({ part, plan }: Pick<Planned, 'part' | 'plan'>): boolean =>
  part.inventory === undefined &&
  plan.changes.some((change) => change.action === 'keep' && change.note === 'not ours');

function unlisted(part: Part, plan: Plan): readonly Warning[] {
  if (!isUnlisted({ part, plan })) return [];
  const count = plan.changes.filter((change) => 'note' in change && change.note === 'not ours').length;
  return [
    {
      message: `${count} of what is defined ${count === 1 ? 'is' : 'are'} there already, and no list says that ${count === 1 ? 'it is' : 'they are'} ours: what somebody changes by hand, or leaves behind, is not noticed`,
      next: 'npm run deploy -- --adopt makes the list; a snapshot of the server may have the old one',
    },
  ];
}

function askedOf(
  part: Part,
  only: readonly string[],
  leftovers: readonly string[] | undefined,
): { readonly desired: readonly Resource[]; readonly left: readonly string[] } {
  const { desired, inventory } = part;
  const isAsked = (ref: string): boolean =>
    only.length === 0 ||
    only.some((word) => ref === word || word === part.name || ref.split('/').includes(word));
  const defined = new Set(desired.map(refOf));
  const gone = Object.keys(inventory?.inventory.entries ?? {}).filter((ref) => !defined.has(ref));
  return {
    desired: withNeeds(
      desired.filter((resource) => isAsked(refOf(resource))),
      desired,
    ),
    left: leftovers?.filter((ref) => holds(part, kindOf(ref))) ?? gone.filter(isAsked),
  };
}

/** What something is in, or refers to, comes with it: without its folder a dashboard would be refused. */
function withNeeds(asked: readonly Resource[], all: readonly Resource[]): readonly Resource[] {
  if (asked.length === all.length) return all;
  const known = new Map(all.map((resource) => [refOf(resource), resource]));
  const wanted = new Set(asked.map(refOf));
  for (const ref of wanted) for (const need of known.get(ref)?.needs ?? []) wanted.add(need);
  return all.filter((resource) => wanted.has(refOf(resource)));
}
