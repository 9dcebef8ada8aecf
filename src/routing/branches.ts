import type { Receiver, Route } from '../model/routing.ts';

/** A branch of a tree with what it has from those above it. */
export interface Branch {
  readonly route: Route;
  /** From the root down to the branch itself. */
  readonly path: readonly Route[];
  readonly receiver: Receiver;
}

/** Every branch of a tree, parents before children. */
export function* branches(root: Route, path: readonly Route[] = []): Generator<Branch> {
  const here = [...path, root];
  const receiver = inherited(here, (route) => route.receiver);
  if (receiver) yield { route: root, path: here, receiver };
  for (const child of root.routes) yield* branches(child, here);
}

/** What a branch says itself, or else the nearest branch above that says it. */
export const inherited = <Said>(
  path: readonly Route[],
  said: (route: Route) => Said | undefined,
): Said | undefined => path.map(said).findLast((one) => one !== undefined);
