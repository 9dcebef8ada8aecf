import { readFileSync, statSync } from 'node:fs';
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
  throw new Failure(`cannot read ${path}`, {
    why: code === 'EISDIR' ? 'there is a folder where the build writes a file' : message,
    next:
      code === 'EISDIR'
        ? `move the folder ${path} away, then run the build again`
        : `chmod u+r ${path}, then run the build again`,
  });
}
