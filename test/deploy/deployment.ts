import { booksOf } from '../../src/cli/deploy/preconditions.ts';
import { apply, type Outcome } from '../../src/engine/apply.ts';
import { makePlan } from '../../src/engine/plan.ts';
import type { Permissions, Plan } from '../../src/model/plan.ts';
import type { Resource } from '../../src/model/resource.ts';
import { type GrafanaApi, grafanaApi } from '../../src/providers/grafana/api.ts';
import { grafanaProviders } from '../../src/providers/grafana/index.ts';
import { inventoryStore } from '../../src/providers/grafana/inventory.ts';
import { delay, type Patience, pause } from '../../src/providers/rest.ts';

/** Short enough for a test, long enough to outlast a restart. */
export const quickly: Patience = { attempts: 6, first: 4, longest: 30 };

/** What is deployed in a test, and where to. */
export interface Given {
  readonly url: string;
  readonly token: string;
  readonly resources: readonly Resource[];
  /** Uid of the folder whose inventory is kept; among the resources. */
  readonly home: string;
  readonly timeoutSeconds?: number;
  readonly permissions?: Partial<Permissions>;
  /** Values of secrets, by the name of their variable. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What happens between plan and apply. */
  readonly planned?: () => void;
}

/** What came of it. */
export interface Done {
  readonly api: GrafanaApi;
  readonly plan: Plan;
  readonly outcome: Outcome;
}

/** Plans and applies, as the commands do, without their words. */
export async function deploy(given: Given): Promise<Done> {
  const { api, plan, providers, store, inventory } = await planned(given);
  given.planned?.();
  const outcome = await apply({
    plan,
    providers,
    store,
    inventory,
    books: booksOf(given.home, '2026-01-01T00:00:00.000Z', 'test'),
    manner: {
      message: 'Sightline: test',
      resendSecrets: given.permissions?.secrets ?? false,
      attempts: quickly.attempts,
      ...(given.signal && { signal: given.signal }),
      wait: (attempt, retryAfter) => pause(delay(attempt, quickly, retryAfter)),
    },
    concurrency: 4,
  });
  return { api, plan, outcome };
}

/** Plans, and gives everything that an apply needs. */
export async function planned(given: Given) {
  const { url, token, resources, home, timeoutSeconds = 5, permissions = {}, secrets = {} } = given;
  const api = await grafanaApi({
    address: { base: url, timeoutSeconds, concurrency: 4 },
    authorization: `Bearer ${token}`,
    secrets: [token, ...Object.values(secrets)],
    patience: quickly,
    secret: ({ env }) => secrets[env],
  });
  const providers = grafanaProviders(api, home);
  const store = inventoryStore(api, home, { uid: home });
  const inventory = await store.read();
  const plan = await makePlan({
    target: 'test',
    desired: resources,
    providers,
    inventory: inventory?.inventory,
    home: store.needs,
    permissions: { adopt: false, force: false, prune: false, secrets: false, ...permissions },
  });
  return { api, providers, store, inventory, plan };
}
