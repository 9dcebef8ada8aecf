import { openElastic } from '../../../src/cli/deploy/elastic-part.ts';
import type { Part } from '../../../src/cli/deploy/part.ts';
import { booksOf } from '../../../src/cli/deploy/preconditions.ts';
import { apply, type Outcome } from '../../../src/engine/apply.ts';
import { makePlan } from '../../../src/engine/plan.ts';
import type { Permissions, Plan, Warning } from '../../../src/model/plan.ts';
import type { Project } from '../../../src/model/project.ts';
import { delay, pause } from '../../../src/providers/rest.ts';
import { quickly } from '../deployment.ts';
import { loggingSystem, type State } from './system.ts';

/** What is deployed in a test, and where to. Data only: it goes to a process of its own in some. */
export interface Given {
  readonly elasticsearch: { readonly url: string; readonly key: string };
  readonly kibana?: {
    readonly url: string;
    readonly key: string;
    readonly space?: string;
    readonly idSuffix?: string;
  };
  /** The small logging system in `state` unless told. */
  readonly project?: Project;
  readonly state: State;
  /** References that are defined; everything unless told. */
  readonly defined?: readonly string[];
  readonly permissions?: Partial<Permissions>;
  readonly timeoutSeconds?: number;
}

/** What came of it. */
export interface Done extends Planned {
  readonly outcome: Outcome;
}

interface Planned {
  readonly part: Part;
  readonly plan: Plan;
  readonly warnings: readonly Warning[];
}

/** Whose inventory it is. */
export const owner = 'small-system';

/** Connects and plans, as the commands do, without their words. */
export async function planned(given: Given): Promise<Planned> {
  const { elasticsearch, kibana, state, defined, permissions = {}, timeoutSeconds = 5 } = given;
  const server = { timeoutSeconds, concurrency: 4 };
  const elastic = {
    elasticsearch: {
      url: elasticsearch.url,
      auth: { apiKey: { variable: 'ELASTICSEARCH_KEY' } },
      ...server,
    },
    ...(kibana && {
      kibana: {
        url: kibana.url,
        auth: { apiKey: { variable: 'KIBANA_KEY' } },
        ...(kibana.space && { space: kibana.space }),
        ...(kibana.idSuffix && { idSuffix: kibana.idSuffix }),
        ...server,
      },
    }),
  };
  const target = { name: 'test', elastic };
  const variables = { ELASTICSEARCH_KEY: elasticsearch.key, KIBANA_KEY: kibana?.key };
  const surroundings = { targets: [target], root: '/nowhere', variables, patience: quickly };
  const part = await openElastic(surroundings, given.project ?? loggingSystem(state), target, elastic);
  const isDefined = ({ kind, id }: { readonly kind: string; readonly id: string }): boolean =>
    defined === undefined || defined.includes(`${kind}/${id}`);
  const plan = await makePlan({
    target: 'test',
    desired: part.desired.filter(isDefined),
    providers: part.providers,
    inventory: part.inventory?.inventory,
    home: part.store.needs,
    permissions: { adopt: false, force: false, prune: false, secrets: false, ...permissions },
  });
  return { part, plan, warnings: (await part.warnings?.(plan)) ?? [] };
}

/** Plans and applies. */
export async function deploy(given: Given): Promise<Done> {
  const before = await planned(given);
  const { part, plan } = before;
  const outcome = await apply({
    plan,
    providers: part.providers,
    store: part.store,
    inventory: part.inventory,
    books: booksOf(given.project?.folder.uid ?? owner, '2026-01-01T00:00:00.000Z', 'test'),
    manner: {
      message: 'Sightline: test',
      resendSecrets: false,
      attempts: quickly.attempts,
      wait: (attempt, retryAfter) => pause(delay(attempt, quickly, retryAfter)),
    },
    concurrency: 4,
  });
  return { ...before, outcome };
}
