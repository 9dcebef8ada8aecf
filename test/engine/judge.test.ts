import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { digest } from '../../src/engine/identity.ts';
import { judge, judgeLeftover } from '../../src/engine/judge.ts';
import type { Entry } from '../../src/model/inventory.ts';
import type { Permissions } from '../../src/model/plan.ts';
import type { Observed } from '../../src/model/provider.ts';

// What is to happen to one resource, from three things: what is defined, what is there, what we noted.

const mine = { title: 'Mine', folderUid: 'a' };
const older = { title: 'Older', folderUid: 'a' };
const theirs = { title: 'Theirs', folderUid: 'a' };
const desired = { kind: 'dashboard', id: 'x', spec: mine };
const nothing: Permissions = { adopt: false, force: false, prune: false, secrets: false };
const at = (spec: unknown, revision?: string, more: Partial<Observed> = {}): Observed => ({
  spec,
  ...(revision && { revision }),
  ...more,
});
const noted = (spec: unknown, revision: string): Entry => ({ sent: digest(spec), revision });

interface Row {
  readonly actual?: Observed;
  readonly entry?: Entry;
  readonly may?: Partial<Permissions>;
  /** Whether it is what was announced, with what its server filled in. */
  readonly asAnnounced?: true;
  readonly gives: string;
}
const told = (change: ReturnType<typeof judge>): string =>
  [
    change.action,
    'reason' in change ? change.reason : '',
    'note' in change ? (change.note ?? '') : '',
    'drift' in change && change.drift
      ? `(${change.drift.kind}${change.drift.by ? ` by ${change.drift.by}` : ''})`
      : '',
  ]
    .filter(Boolean)
    .join(' ');

describe('what is defined', () => {
  const rows: Readonly<Record<string, Row>> = {
    'is created where nothing is': { gives: 'create' },
    'is created again where it was removed by hand, and that is said': {
      entry: noted(older, '1@1'),
      gives: 'create (removed)',
    },
    'was announced and never created: no removal': { entry: { pending: [digest(mine)] }, gives: 'create' },
    'was announced and created, and its server filled something in: it is ours': {
      actual: at({ ...mine, refresh: 'auto' }, '1@1'),
      entry: { pending: [digest(mine)] },
      asAnnounced: true,
      gives: 'adopt',
    },
    'was announced, and somebody else created something like it': {
      actual: at({ ...mine, refresh: 'auto' }, '1@1'),
      entry: { pending: [digest(mine)] },
      gives: 'conflict not ours',
    },
    'is kept where it is the same': { actual: at(mine, '1@1'), entry: noted(mine, '1@1'), gives: 'keep' },
    'is kept where it is the same, though saved again by hand': {
      actual: at(mine, '1@9'),
      entry: noted(mine, '1@1'),
      gives: 'keep',
    },
    'is updated where we left something else': {
      actual: at(older, '1@1'),
      entry: noted(older, '1@1'),
      gives: 'update',
    },
    'is moved where only its folder is another': {
      actual: at({ ...mine, folderUid: 'b' }, '1@1'),
      entry: noted({ ...mine, folderUid: 'b' }, '1@1'),
      gives: 'move',
    },
    'is left alone where somebody edited it since': {
      actual: at(theirs, '1@2', { edited: { by: 'marie' } }),
      entry: noted(older, '1@1'),
      gives: 'conflict changed by hand (edited by marie)',
    },
    'overwrites an edit when told to': {
      actual: at(theirs, '1@2'),
      entry: noted(older, '1@1'),
      may: { force: true },
      gives: 'update (edited)',
    },
    'is no drift where somebody edited it and put it back': {
      actual: at(older, '1@3'),
      entry: noted(older, '1@1'),
      gives: 'update',
    },
    'is kept where the server rewrote what we sent': {
      actual: at({ ...mine, added: 'by the server' }, '1@1'),
      entry: noted(mine, '1@1'),
      gives: 'keep rewritten by the server',
    },
    'is updated where the server rewrote what we sent before': {
      actual: at({ ...older, added: 'by the server' }, '1@1'),
      entry: noted(older, '1@1'),
      gives: 'update',
    },
    'is a conflict where something else has the same uid': {
      actual: at(theirs, '1@1'),
      gives: 'conflict not ours',
    },
    'is taken over when told to': { actual: at(theirs, '1@1'), may: { adopt: true }, gives: 'update' },
    'is kept where somebody else made the same': { actual: at(mine, '1@1'), gives: 'keep not ours' },
    'becomes ours without a write where it is the same': {
      actual: at(mine, '1@1'),
      may: { adopt: true },
      gives: 'adopt',
    },
    'is what a deployment that was interrupted was about to write': {
      actual: at(older, '1@2'),
      entry: { sent: digest(theirs), revision: '1@1', pending: [digest(older)] },
      gives: 'update',
    },
    'is somebody else’s where a creation was announced and another came first': {
      actual: at(theirs, '1@1'),
      entry: { pending: [digest(mine)] },
      gives: 'conflict not ours',
    },
    'is a conflict where a file provisions something else': {
      actual: at(theirs, '1@1', { locked: 'provisioned from a file' }),
      may: { adopt: true, force: true },
      gives: 'conflict held by somebody else',
    },
    'is kept where a file provisions the same': {
      actual: at(mine, '1@1', { locked: 'provisioned from a file' }),
      gives: 'keep held by somebody else',
    },
    'without a count of states, is judged by what is in it': {
      actual: at(older),
      entry: noted(older, digest(older)),
      gives: 'update',
    },
    'is written again to send its secrets': {
      actual: at(mine, '1@1', { secrets: ['password'] }),
      entry: noted(mine, '1@1'),
      may: { secrets: true },
      gives: 'update',
    },
  };
  for (const [sentence, { actual, entry, may, asAnnounced, gives }] of Object.entries(rows))
    test(sentence, () =>
      assert.equal(
        told(
          judge(
            { desired, wanted: mine, actual, entry, isAsAnnounced: asAnnounced ?? false },
            { ...nothing, ...may },
          ),
        ),
        gives,
      ),
    );
});

describe('what is no longer defined', () => {
  const rows: Readonly<Record<string, Row & { readonly entry: Entry }>> = {
    'is kept and listed': { actual: at(older, '1@1'), entry: noted(older, '1@1'), gives: 'orphan' },
    'is deleted when told to': {
      actual: at(older, '1@1'),
      entry: noted(older, '1@1'),
      may: { prune: true },
      gives: 'delete',
    },
    'is not deleted where somebody edited it': {
      actual: at(theirs, '1@2'),
      entry: noted(older, '1@1'),
      may: { prune: true },
      gives: 'conflict changed by hand (edited)',
    },
    'is deleted for all that when told twice': {
      actual: at(theirs, '1@2'),
      entry: noted(older, '1@1'),
      may: { prune: true, force: true },
      gives: 'delete (edited)',
    },
    'is forgotten where it is gone': { entry: noted(older, '1@1'), may: { prune: true }, gives: 'forget' },
    'is forgotten where we never made it and somebody else did': {
      actual: at(theirs, '1@1'),
      entry: { pending: [digest(mine)] },
      may: { prune: true, force: true },
      gives: 'forget',
    },
  };
  for (const [sentence, { actual, entry, may, gives }] of Object.entries(rows))
    test(sentence, () =>
      assert.equal(told(judgeLeftover('dashboard/x', actual, entry, { ...nothing, ...may })), gives),
    );
});
