import { exitCode, Failure } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Target } from '../../model/target.ts';
import { openElastic } from './elastic-part.ts';
import { openGrafana } from './grafana-part.ts';
import { type Part, type PartName, partNames } from './part.ts';
import { type Surroundings, targetNamed } from './targets.ts';

/** A target that is connected. */
export interface Session {
  readonly target: Target;
  /** Whose inventories are read: the project's, or those of one of its previews. */
  readonly owner: string;
  /** In the order in which they are deployed to; never empty. */
  readonly parts: readonly Part[];
  /** What could not be connected. What the others would do is told all the same; nothing is written before all answer. */
  readonly unreached: readonly Unreached[];
}

/** A part that could not be connected, and why. */
export interface Unreached {
  readonly name: PartName;
  readonly failure: Failure;
}

/** What every command that speaks to a server is given by its script. */
export interface Site extends Surroundings {
  readonly definitions: () => Promise<Project>;
}

/** Connects to a target and reads what is ours there. `only`: the words of `--only`; those that name parts leave the others alone. */
export async function openSession(
  site: Site,
  project: Project,
  name: string | undefined,
  only: readonly string[] = [],
): Promise<Session> {
  const target = targetNamed(name, site);
  const { grafana, elastic } = target;
  const openers: Readonly<Record<PartName, (() => Promise<Part>) | undefined>> = {
    elastic: elastic && (() => openElastic(site, project, target, elastic)),
    grafana: grafana && (() => openGrafana(site, project, target, grafana)),
  };
  const isNamed = (part: PartName): boolean =>
    only.length === 0 || !only.every(isPartName) || only.includes(part);
  const asked = partNames.filter((part) => openers[part] && isNamed(part));
  if (asked.length === 0)
    throw new Failure(
      grafana || elastic
        ? `target ${target.name} has no ${only.join(' and no ')}`
        : `target ${target.name} names no server`,
      {
        next: 'give it grafana, or elastic, in platform/targets.ts',
        exit: exitCode.usage,
      },
    );
  const opened = await Promise.all(
    asked.map(async (part) => {
      try {
        return await openers[part]?.();
      } catch (error) {
        if (error instanceof Failure) return { name: part, failure: error };
        throw error;
      }
    }),
  );
  const unreached = opened.filter((one): one is Unreached => one !== undefined && 'failure' in one);
  const parts = opened.filter((one): one is Part => one !== undefined && !('failure' in one));
  const [first] = unreached;
  if (first && parts.length === 0) throw first.failure;
  return { target, owner: (target.folder ?? project.folder).uid, parts, unreached };
}

const isPartName = (word: string): boolean => partNames.some((name) => name === word);

/** Nothing is written to one server of a target while another cannot even be asked. */
export function requireAll({ parts, unreached }: Session): void {
  const [first] = unreached;
  if (!first) return;
  const { message, detail } = first.failure;
  throw new Failure(`${message}; nothing was written`, {
    ...detail,
    next: `${detail.next}; or deploy to the rest of the target with --only ${parts.map(({ name }) => name).join(',')}`,
  });
}
