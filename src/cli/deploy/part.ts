import type { Secret } from '../../model/datasource.ts';
import type { InventoryStore, ReadInventory } from '../../model/inventory.ts';
import type { Plan, Warning } from '../../model/plan.ts';
import type { Provider } from '../../model/provider.ts';
import type { Resource } from '../../model/resource.ts';

/** What a part may be called, in the order in which parts are deployed to: what is looked at in Grafana lies in Elasticsearch. */
export const partNames = ['elastic', 'grafana'] as const;
/** One of them. */
export type PartName = (typeof partNames)[number];

/**
 * Servers of a target that share an inventory, connected: who speaks to them, what they are to hold, and what is ours there. A
 * target has one or two, each with a plan of its own: the engine knows of one at a time.
 */
export interface Part {
  readonly name: PartName;
  /** What they are: `Grafana 12.4.1, Main Org., https://grafana.example`. */
  readonly headline: string;
  /** The same for programs. */
  readonly server: Readonly<Record<string, unknown>>;
  /** What a saved plan and a record are for: `https://grafana.example, organisation 1`. */
  readonly identity: string;
  readonly providers: readonly Provider[];
  readonly desired: readonly Resource[];
  readonly store: InventoryStore;
  readonly inventory: ReadInventory | undefined;
  /** Writes at a time. */
  readonly concurrency: number;
  /** Value of a secret, from the environment of this process. */
  secret(of: Secret): string | undefined;
  /** The server's clock, ISO 8601; that of this machine where it does not tell it. */
  now(): Promise<string>;
  /** Marks a deployment where people see it. */
  mark?(deployment: { readonly id: string; readonly text: string; readonly at: number }): Promise<void>;
  /** Resources with what must be there before each, where the servers ask for an order that the resources do not tell. */
  inOrder?(resources: readonly Resource[]): readonly Resource[];
  /** What stands in the way of a plan, or will surprise somebody, found by reading. */
  warnings?(plan: Plan): Promise<readonly Warning[]>;
}

/** A part with what would happen to it. */
export interface Planned {
  readonly part: Part;
  readonly plan: Plan;
  readonly warnings: readonly Warning[];
}

/** Whether a part has resources of a kind. */
export const holds = ({ providers }: Pick<Part, 'providers'>, kind: string): boolean =>
  providers.some((provider) => provider.kind === kind);
