import type { Route, TimeInterval } from '../model/routing.ts';
import { branches } from './branches.ts';

/** The time intervals that a tree refers to, each once, in the order of its branches. */
export const intervalsOf = (root: Route): readonly TimeInterval[] => [
  ...new Set([...branches(root)].flatMap(({ route }) => route.mute)),
];
