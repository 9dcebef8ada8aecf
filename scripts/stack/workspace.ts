import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../src/compile/is-running.ts';

/** A folder for one run, named after its process: hundreds of megabytes that nobody must have to look for later. */
export function createWorkspace(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^sightline-(\d+)-\w+$/.exec(name) ?? [];
    // Left behind by a run that was killed outright.
    if (pid && !isRunning(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `sightline-${process.pid}-`));
}
