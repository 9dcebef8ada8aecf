import type { Edit } from './edit.ts';

/** The edit as one sentence: `panel Error rate › query A: expression changed from rate(a[5m]) to rate(a[10m])`. */
export function sentence(edit: Edit): string {
  const place = edit.at.length > 0 ? `${edit.at.join(' › ')}: ` : '';
  return `${place}${edit.what} ${verb(edit)}`;
}

function verb({ change, before, after }: Edit): string {
  if (before !== undefined && after !== undefined) {
    if (change === 'changed' && before === after) return 'written differently, means the same';
    // "from from SLACK_URL" would stumble.
    if (before.startsWith('from ') || after.startsWith('from ')) return `${change}: ${before} → ${after}`;
    return `${change} from ${before} to ${after}`;
  }
  if (change === 'removed' && before !== undefined) return `removed, was ${before}`;
  const told = after ?? before;
  return told === undefined ? change : `${change}: ${told}`;
}
