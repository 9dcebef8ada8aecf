import { receiverIsUsed } from '../../src/checks/receiver-is-used.ts';
import { tells } from './fixture.ts';
import { branch, fallback, receiver, routed, team } from './routed.ts';

const idle = { receivers: [team, fallback, receiver('idle')] };

tells(receiverIsUsed, {
  'a receiver that no route tells': {
    of: routed([branch(['severity="high"'])], { routing: idle }),
    says: [['no route tells the receiver idle']],
  },
  'one that only the fallback leaves over': {
    of: routed([]),
    says: [['no route tells the receiver team']],
  },
  'one that a branch of a branch tells': {
    of: routed(
      [branch(['severity="high"'], { routes: [branch(['subject="a"'], { receiver: receiver('idle') })] })],
      {
        routing: idle,
      },
    ),
  },
  'all are told': { of: routed([branch(['severity="high"'])]) },
});
