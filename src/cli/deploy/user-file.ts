import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exitCode, Failure } from '../../model/failure.ts';

/** Writes a file that somebody named on the command line: whole or not at all, and only where a file is or may be. */
export function writeUserFile(path: string, text: string): void {
  const refuse = (why: string): Failure =>
    new Failure(`cannot write ${path}`, {
      why,
      next: 'name a file in a folder that is there and may be written to',
      exit: exitCode.usage,
    });
  const there = statOf(path);
  if (there && !there.isFile()) throw refuse('something that is no plain file is there');
  if (!statOf(dirname(path))?.isDirectory()) throw refuse(`${dirname(path)} is no folder`);
  const staged = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(staged, text, { flag: 'wx' });
    renameSync(staged, path);
  } catch (error) {
    rmSync(staged, { force: true });
    throw refuse((error as Error).message);
  }
}

function statOf(path: string): ReturnType<typeof lstatSync> | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
