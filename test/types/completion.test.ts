import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LanguageServer } from '../support/language-server.ts';

// What an editor offers at the `|`, asked of the language server that TypeScript brings along.

const root = fileURLToPath(new URL('../../', import.meta.url));
const opening = `import { absent, divide, rate, sum, where } from '#lib';
import { commands } from '../support/specimen.ts';
const byStatus = sum(rate(commands, '5m'), { by: ['status'] });
`;
const logOpening = `import { reading } from '#lib';
import { logs } from '../support/log-specimen.ts';
const { is, sum, terms } = reading(logs);
`;
const labels = ['command_type', 'environment', 'instance', 'job', 'status'];
const cases: readonly (readonly [statement: string, offered: readonly string[]])[] = [
  ["where(commands, { status: '|' });", ['failure', 'success']],
  ["where(commands, { environment: '|' });", ['production', 'staging']],
  ['where(commands, { | });', labels],
  ['where(commands, { sta| });', labels],
  ["where(commands, { status: 'failure', | });", labels.filter((label) => label !== 'status')],
  ['absent(commands, { | });', labels],
  ["sum(rate(commands, '5m'), { | });", ['by', 'without']],
  ["sum(rate(commands, '5m'), { by: ['|'] });", labels],
  ["sum(rate(commands, '5m'), { by: ['status', '|'] });", labels],
  ["sum(byStatus, { by: ['|'] });", ['status']],
  ["sum(byStatus, { without: ['|'] });", ['status']],
  ['divide(byStatus, byStatus, { | });', ['group', 'ignoring', 'include', 'on']],
];
const logCases: typeof cases = [
  ["sum('|');", ['cost', 'duration_ms']],
  ["is('level', '|');", ['DEBUG', 'ERROR', 'FATAL', 'INFO', 'WARN']],
];

let server: LanguageServer;
before(async () => {
  server = await LanguageServer.start(root);
});
after(() => server.stop());

const asked = [
  ...cases.map((one) => [opening, ...one] as const),
  ...logCases.map((one) => [logOpening, ...one] as const),
];
for (const [before, statement, offered] of asked) {
  test(`${statement} offers ${offered.join(', ')}`, { timeout: 30_000 }, async () => {
    const words = await server.offers(join(root, 'test/types/completion.ts'), before + statement);
    // The empty text under the cursor is offered to itself.
    assert.deepEqual(
      words.filter((word) => word !== ''),
      offered,
    );
  });
}
