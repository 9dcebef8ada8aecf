import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComposeProject } from '../../model/compose.ts';

/** The file of variables, from the root. */
export const variablesFile = ({ state }: ComposeProject): string => `${state}/variables.env`;

/**
 * Makes up what is not there yet: a line for each variable, and a file for each that a server reads as one. What was made up
 * once stays, since servers remember it in their data.
 */
export function ensureVariables(preview: ComposeProject, root: string): void {
  const state = join(root, preview.state);
  const folder = join(state, preview.files.folder);
  // Containers run as other users, so the files inside can be read by all; nobody else on this machine gets past the folder.
  mkdirSync(state, { recursive: true, mode: 0o700 });
  chmodSync(state, 0o700);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  const path = join(root, variablesFile(preview));
  const known = readVariables(path);
  const values = Object.fromEntries(
    Object.entries(preview.variables).map(([name, kind]) => [
      name,
      'value' in kind ? kind.value : (known[name] ?? randomBytes(kind.random).toString('hex')),
    ]),
  );
  const text = Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
  if (text !== textOf(path)) secretly(path, text, 0o600);
  for (const name of preview.files.of) {
    const file = join(folder, name.toLowerCase());
    if (textOf(file) !== values[name]) secretly(file, values[name] ?? '', 0o444);
  }
}

/** Forgets all of it. */
export const forgetVariables = (preview: ComposeProject, root: string): void =>
  rmSync(join(root, preview.state), { recursive: true, force: true });

function readVariables(path: string): Readonly<Record<string, string>> {
  const lines = (textOf(path) ?? '').split('\n').map((line) => /^(\w+)=(\w+)$/.exec(line));
  return Object.fromEntries(lines.flatMap((found) => (found ? [[found[1], found[2]]] : [])));
}

const textOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

function secretly(path: string, text: string, mode: number): void {
  // A mode counts for a new file only.
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
}
