import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';

/** The files on disk. What was said to be in one is not read again, unless something else touched the file since then. */
export class Disk {
  private readonly known = new Map<string, { readonly text: string; readonly stamp: string }>();

  /** The text of a file; `undefined` where there is none. */
  read(path: string): string | undefined {
    try {
      const known = this.known.get(path);
      return known && known.stamp === stampOf(path) ? known.text : readFileSync(path, 'utf8');
    } catch (cause) {
      return missing(path, cause as NodeJS.ErrnoException);
    }
  }

  /** Remembers what a file holds now. */
  holds(path: string, text: string): void {
    this.known.set(path, { text, stamp: stampOf(path) });
  }
}

function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

function missing(path: string, { code, message }: NodeJS.ErrnoException): undefined {
  if (code === 'ENOENT') return undefined;
  const [why, next] =
    code === 'EISDIR'
      ? ['there is a folder where the build writes a file', `move the folder ${path} away`]
      : code === 'ENOTDIR'
        ? ['a file stands where a folder is needed', `move the file ${fileAbove(path)} away`]
        : [message, `chmod u+r ${path}`];
  throw new Failure(`cannot read ${path}`, { why, next: `${next}, then run the build again` });
}

/** The part of a path that is a file: nothing below it is there. */
function fileAbove(path: string): string {
  const above = dirname(path);
  return existsSync(above) ? above : fileAbove(above);
}
