import { idOf, kindOf } from '../../engine/order.ts';
import type { Change } from '../../model/plan.ts';
import type { Edit } from '../../review/edit.ts';
import { sentence } from '../../review/sentence.ts';
import { summary } from '../../review/summary.ts';
import type { Reviewed, ReviewedPart } from './review.ts';
import type { Session } from './session.ts';

const signs: Readonly<Record<Change['action'], string>> = {
  create: '+',
  update: '~',
  move: '>',
  adopt: '&',
  delete: '-',
  conflict: '!',
  orphan: '?',
  forget: '.',
  keep: '=',
};
const colours: Readonly<Partial<Record<Change['action'], number>>> = {
  create: 32,
  update: 33,
  move: 36,
  adopt: 36,
  delete: 31,
  conflict: 35,
  orphan: 2,
};
/** Words of the last line, in this order. */
const counted: readonly (readonly [Change['action'], string])[] = [
  ['create', 'to create'],
  ['update', 'to update'],
  ['move', 'to move'],
  ['adopt', 'to take over'],
  ['delete', 'to delete'],
  ['conflict', 'in conflict'],
  ['forget', 'gone already'],
  ['orphan', 'no longer defined and kept'],
  ['keep', 'unchanged'],
];

/** Edits shown of one resource; the rest is counted. */
const most = 40;

/** Plans as a tree for a terminal, one below the other. No line end behind them. */
export function planText(review: readonly ReviewedPart[], { target }: Session, colour: boolean): string {
  const paint = (code: number | undefined, text: string): string =>
    colour && code !== undefined ? `\u001b[${code}m${text}\u001b[0m` : text;
  const tree = ({ part, changes, warnings }: ReviewedPart): string => {
    const lines = [paint(1, `${target.name}: ${part.headline}`), ''];
    for (const reviewed of changes) {
      const { change } = reviewed;
      if (change.action === 'keep') continue;
      lines.push(
        `  ${paint(colours[change.action], `${signs[change.action]} ${nameOf(change.ref)}`)}  ${paint(2, remark(reviewed))}`.trimEnd(),
      );
      for (const line of details(reviewed, target.name)) lines.push(`      ${line}`);
    }
    for (const { message, next } of warnings)
      lines.push(`  ${paint(33, 'warning:')} ${message}`, `      next: ${next}`);
    // Only what is in the way was found, and it says so.
    if (changes.length === 0 && warnings.length > 0) return lines.join('\n');
    if (lines.length > 2) lines.push('');
    return [...lines, tally(changes.map(({ change }) => change))].join('\n');
  };
  return review.map(tree).join('\n\n');
}

/** Plans as Markdown, for a comment of a pull request. */
export function planMarkdown(review: readonly ReviewedPart[], { target, unreached }: Session): string {
  const lines = [`### Plan for ${target.name}`, ''];
  for (const { part, changes, warnings } of review) {
    if (review.length > 1) lines.push(`#### ${escaped(part.headline)}`, '');
    lines.push(tally(changes.map(({ change }) => change)), '');
    const items = lines.length;
    for (const reviewed of changes) {
      const { change } = reviewed;
      if (change.action === 'keep') continue;
      lines.push(
        `- **${change.action}** \`${change.ref}\`${remark(reviewed) ? `: ${remark(reviewed)}` : ''}`,
      );
      for (const line of details(reviewed, target.name)) lines.push(`  - ${escaped(line)}`);
    }
    for (const { message, next } of warnings)
      lines.push(`- **warning** ${escaped(message)}`, `  - next: ${escaped(next)}`);
    if (lines.length > items) lines.push('');
  }
  // Markdown is read where nobody sees what else was printed.
  for (const { name, failure } of unreached) {
    const { why, next } = failure.detail;
    lines.push(`- **no answer** from ${name}: ${escaped(failure.message)}`);
    if (why) lines.push(`  - why: ${escaped(why)}`);
    lines.push(`  - next: ${escaped(next)}`);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Plans as a program reads them. */
export function planJson(review: readonly ReviewedPart[], { target, owner, unreached }: Session): unknown {
  return {
    target: target.name,
    owner,
    servers: review.map(({ part, changes, warnings }) => ({
      part: part.name,
      ...part.server,
      counts: counts(changes.map(({ change }) => change)),
      ...(warnings.length > 0 && { warnings }),
    })),
    ...(unreached.length > 0 && {
      unreached: unreached.map(({ name, failure: { message, detail } }) => ({
        part: name,
        message,
        why: detail.why,
        next: detail.next,
      })),
    }),
    counts: counts(review.flatMap(({ changes }) => changes.map(({ change }) => change))),
    changes: review.flatMap(({ part, changes }) =>
      changes.map(({ change, edits, byHand }) => ({
        ref: change.ref,
        part: part.name,
        action: change.action,
        ...('reason' in change && {
          reason: change.reason,
          ...(change.detail && { detail: change.detail }),
        }),
        ...('takesOver' in change && { takesOver: true }),
        ...('note' in change && change.note && { note: change.note }),
        ...('drift' in change && change.drift && { drift: change.drift }),
        ...(byHand.length > 0 && { byHand: byHand.map(said) }),
        ...(edits.length > 0 && { deploying: edits.map(said) }),
      })),
    ),
  };
}

const said = (edit: Edit): unknown => ({ ...edit, text: sentence(edit) });

/** How many resources each action concerns. */
export function counts(changes: readonly Change[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { action } of changes) found[action] = (found[action] ?? 0) + 1;
  return found;
}

/** `2 to update, 14 unchanged.` */
export function tally(changes: readonly Change[]): string {
  const found = counts(changes);
  const parts = counted.flatMap(([action, words]) => (found[action] ? [`${found[action]} ${words}`] : []));
  return `${parts.join(', ') || 'nothing'}.`;
}

/** `dashboard executive-overview`; a group of rules has its folder's uid before its title. */
export const nameOf = (ref: string): string =>
  ref === 'policies/policies' ? 'notification policies' : `${kindOf(ref).replace('-', ' ')} ${idOf(ref)}`;

function remark({ change, edits: found, byHand }: Reviewed): string {
  const parts: string[] = [];
  if (change.action === 'conflict') {
    const by = change.drift ? ` ${who(change.drift)}` : '';
    parts.push(`${change.reason}${by}${change.detail ? `: ${change.detail}` : ''}`.trimEnd());
  } else if ('drift' in change && change.drift)
    parts.push(
      change.drift.kind === 'removed'
        ? 'was removed by hand'
        : `${change.action === 'orphan' ? '' : 'overwrites what was '}changed by hand ${who(change.drift)}`,
    );
  if ('takesOver' in change && change.takesOver) parts.push('takes over what is not ours');
  if (change.action === 'update' && found.length === 0 && change.actual.secrets?.length)
    parts.push(`sends again: ${change.actual.secrets.join(', ')}`);
  if (change.action === 'forget') parts.push('no longer defined, and gone already: it leaves the inventory');
  if (change.action === 'orphan')
    parts.push(`no longer defined; ${change.drift ? '--prune --force' : '--prune'} deletes it`);
  const told = byHand.length > 0 ? byHand : found;
  if (told.length > 0) parts.push(summary(told));
  return parts.filter(Boolean).join('; ');
}

function who({ by, at }: { readonly by?: string; readonly at?: string }): string {
  return [by && `by ${by}`, at && `on ${at.slice(0, 16).replace('T', ' ')}`].filter(Boolean).join(' ');
}

function details({ change, edits: found, byHand, isExact }: Reviewed, target: string): readonly string[] {
  const lines: string[] = [];
  if (byHand.length > 0) {
    lines.push(
      isExact
        ? 'by hand, since we deployed it:'
        : 'on the server, compared with the definition (what was deployed last is no longer known):',
      ...shown(byHand).map((text) => `  ${text}`),
    );
    const isOurs = sameWords(byHand, found);
    if ((change.action === 'update' || change.action === 'conflict') && found.length > 0 && !isOurs)
      lines.push('deploying it would change:', ...shown(found).map((text) => `  ${text}`));
  } else lines.push(...shown(found));
  if (change.action === 'conflict') {
    const way = wayOut(change, target);
    if (way) lines.push(`next: ${way}`);
  }
  return lines;
}

/** Whether deploying only takes back what the hand did. */
const sameWords = (byHand: readonly Edit[], found: readonly Edit[]): boolean =>
  byHand.length === found.length && byHand.every(({ what }, index) => found[index]?.what === what);

function shown(found: readonly Edit[]): readonly string[] {
  const lines = found.slice(0, most).map(sentence);
  return found.length > most ? [...lines, `and ${found.length - most} more`] : lines;
}

function wayOut(change: Extract<Change, { action: 'conflict' }>, target: string): string {
  if (change.reason === 'not ours') return '--adopt takes it over';
  if (change.reason === 'held by somebody else')
    return 'take it out of what holds it, or out of the definitions';
  if (change.reason === 'needs what is in conflict') return 'settle that one first';
  const [, dashboard] =
    /^(?:dashboard|kibana-dashboard|saved-object\/dashboard)\/(.*)$/.exec(change.ref) ?? [];
  const pull =
    dashboard !== undefined
      ? `npm run pull -- ${dashboard} --target ${target} shows the edit as a patch; `
      : '';
  return `${pull}--force ${change.desired ? 'overwrites' : 'deletes'} it`;
}

/** Text of definitions must not become markup. */
const escaped = (text: string): string => text.replaceAll(/([\\`*_[\]<>|])/g, '\\$1').trimStart();
