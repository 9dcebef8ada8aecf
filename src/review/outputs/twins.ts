import { same } from '../../model/json.ts';
import type { ItemChange } from './item-change.ts';

/** What Alertmanager and Grafana are both told, each in its words. */
const twins: Readonly<Record<string, string>> = {
  routing: 'policies',
  receiver: 'contact-point',
  'time-interval': 'mute-timing',
  'notification-template': 'template',
};

/** Says once what changed in the same way for both servers. */
export function foldTwins(changes: readonly ItemChange[]): readonly ItemChange[] {
  const folded = new Set<ItemChange>();
  const told = changes.map((change) => {
    const twin = changes.find(
      (other) =>
        other.kind === twins[change.kind] &&
        (other.kind === 'policies' || other.name === change.name) &&
        other.change === change.change &&
        same(other.edits, change.edits),
    );
    if (!twin) return change;
    folded.add(twin);
    return { ...change, also: 'Grafana' };
  });
  return told.filter((change) => !folded.has(change));
}
