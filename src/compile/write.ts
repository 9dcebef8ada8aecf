import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../model/failure.ts';
import { manifestPath } from './compile.ts';
import { Disk } from './disk.ts';
import { isRunning } from './is-running.ts';
import type { Output } from './output.ts';

/** What a build does, or would do, to the files on disk. Paths are relative to the root. */
export interface Difference {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/** Compares compiled files with those on disk. Reads only. A process that stays passes the same disk again. */
export function compare(root: string, outputs: readonly Output[], disk = new Disk()): Difference {
  const created: string[] = [];
  const updated: string[] = [];
  const unchanged: string[] = [];
  for (const { path, text } of outputs) {
    const old = disk.read(join(root, path));
    if (old === text) disk.holds(join(root, path), text);
    (old === undefined ? created : old === text ? unchanged : updated).push(path);
  }
  const wanted = new Set(outputs.map(({ path }) => path));
  const removed = owned(root, disk).filter(
    (path) => !wanted.has(path) && disk.read(join(root, path)) !== undefined,
  );
  return { created, updated, removed, unchanged };
}

/**
 * Brings the files on disk in line: writes what differs, removes what is gone, touches nothing else.
 * What cannot be written is known before the first file is touched, and then none is; a run that is killed leaves each
 * file either as it was or as it should be, and the next run finishes its work.
 */
export function write(root: string, outputs: readonly Output[], disk = new Disk()): Difference {
  const difference = compare(root, outputs, disk);
  const touched = new Set([...difference.created, ...difference.updated]);
  const stale = outputs.filter(({ path }) => touched.has(path));
  // Removed before the list of our files forgets them: a run that is killed in between must find them again.
  replace(root, stale, () => {
    for (const path of difference.removed) remove(root, path);
  });
  for (const { path, text } of stale) disk.holds(join(root, path), text);
  sweep(root, outputs);
  return difference;
}

/**
 * Writes each file beside its target, under a hidden name, and renames them in the order given once every one of them is
 * there. `ready` is called in between.
 */
export function replace(root: string, outputs: readonly Output[], ready = (): void => {}): void {
  const staged: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, text } of outputs) {
      const to = join(root, path);
      const from = join(dirname(to), `.${staged.length}.${process.pid}.sightline-tmp`);
      mkdirSync(dirname(to), { recursive: true });
      staged.push({ from, to });
      writeFileSync(from, text);
    }
    ready();
    for (const { from, to } of staged) renameSync(from, to);
  } catch (cause) {
    for (const { from } of staged) rmSync(from, { force: true });
    throw cause instanceof Failure ? cause : unwritable(cause);
  }
}

function remove(root: string, path: string): void {
  try {
    rmSync(join(root, path), { force: true });
  } catch (cause) {
    throw unwritable(cause);
  }
  removeIfEmpty(dirname(join(root, path)));
}

const manifest = z.object({ files: z.array(z.string()) });

/** Files that an earlier build wrote. */
function owned(root: string, disk: Disk): readonly string[] {
  const text = disk.read(join(root, manifestPath));
  if (text === undefined) return [];
  try {
    // A path that leaves the root was not written by us, whatever the manifest says.
    return manifest
      .parse(JSON.parse(text))
      .files.filter((path) => !path.startsWith('/') && !path.split('/').includes('..'));
  } catch {
    throw new Failure(`${manifestPath} is not the list of files that the build writes`, {
      why: 'it was edited or merged by hand',
      next: `git checkout -- ${manifestPath}, or delete it; then run the build again`,
    });
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty: something else lives there.
  }
}

/** Removes what a run that was killed left half-written. */
function sweep(root: string, outputs: readonly Output[]): void {
  for (const folder of new Set(outputs.map(({ path }) => dirname(join(root, path))))) {
    for (const name of readdirSync(folder)) {
      const [, pid] = /^\.\d+\.(\d+)\.sightline-tmp$/.exec(name) ?? [];
      // What bears our own id and is still there is of an earlier process that had it.
      const gone = Number(pid) === process.pid || !isRunning(Number(pid));
      if (pid && gone) rmSync(join(folder, name), { force: true });
    }
  }
}

function unwritable(cause: unknown): Failure {
  const { code, path, message } = cause as NodeJS.ErrnoException;
  const at = path ? dirname(path) : 'the output folder';
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure(`cannot write to ${at}`, {
      why: 'permission denied',
      next: `chmod u+rwx ${at}, then run the build again`,
    });
  }
  if (code === 'EROFS')
    return new Failure(`cannot write to ${at}`, {
      why: 'the file system is read-only',
      next: 'run the build on a writable checkout',
    });
  if (code === 'ENOSPC')
    return new Failure(`cannot write to ${at}`, {
      why: 'the disk is full',
      next: 'free some space, then run the build again',
    });
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EISDIR') {
    return new Failure(`cannot write to ${at}`, {
      why: 'a file stands where a folder is needed, or the other way round',
      next: `look at ${at} and move what is in the way`,
    });
  }
  return new Failure(`cannot write to ${at}`, {
    why: message,
    next: 'mend the cause, then run the build again',
  });
}
