import { deploy, type Given } from '../deployment.ts';

// A deployment in a process of its own, to be killed: it waits for what to deploy, and says how it went.

process.on('message', (given: Given) => {
  deploy(given).then(
    ({ outcome }) => process.send?.({ outcome }, () => process.exit(0)),
    (error: Error) => process.send?.({ error: error.message }, () => process.exit(1)),
  );
});
process.send?.('ready');
