import { Buffer } from 'node:buffer';
import { basename, dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { createStream } from 'rotating-file-stream';

/** Where lines go. It takes them at once or not at all: nobody waits for a disk. */
export interface Sink {
  /** Whether the line was taken. */
  write(line: string): boolean;
  /** Resolves when everything that was taken is written, or cannot be. */
  close(): Promise<void>;
}

/** How a log file is kept. */
export interface LogFileOptions {
  /** Bytes after which a new file is begun. Default 100 MB. */
  readonly maxBytes?: number;
  /** Older files that are kept: `<path>.1` is the youngest of them. Default 5. */
  readonly files?: number;
}

/** A file that is rotated as `<path>`, `<path>.1`, `<path>.2`..., so that whoever ships it can follow it by its name. */
export function logFile(
  path: string,
  { maxBytes = 100 * 1024 * 1024, files = 5 }: LogFileOptions = {},
): Sink {
  return sinkTo(() =>
    createStream(basename(path), { path: dirname(path), size: `${maxBytes}B`, rotate: files, mode: 0o640 }),
  );
}

/** Bytes that may wait for a slow disk: then lines are dropped, and counted. */
const mostWaiting = 8 * 1024 * 1024;
/** Lines are handed over this many bytes at a time, or when the process has nothing else to do. */
const batch = 16 * 1024;
/** Milliseconds until a file that failed is tried again. */
const rest = 1000;

/** A sink over a stream that may fail: it is opened again a second later, and what comes meanwhile is not taken. */
export function sinkTo(open: () => Writable): Sink {
  let stream: Writable | undefined;
  let failed = Number.NEGATIVE_INFINITY;
  let waiting = '';
  let isPlanned = false;

  const lost = (one: Writable) => (): void => {
    if (stream !== one) return;
    stream = undefined;
    failed = performance.now();
  };
  const opened = (): Writable | undefined => {
    if (stream || performance.now() - failed < rest) return stream;
    try {
      const one = open();
      one.on('error', lost(one));
      stream = one;
    } catch {
      failed = performance.now();
    }
    return stream;
  };
  const pass = (): void => {
    isPlanned = false;
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    opened()?.write(text);
  };

  return {
    write(line) {
      const to = opened();
      if (!to || to.writableLength + waiting.length > mostWaiting) return false;
      waiting += line;
      if (waiting.length >= batch) pass();
      else if (!isPlanned) {
        isPlanned = true;
        setImmediate(pass);
      }
      return true;
    },
    async close() {
      pass();
      const last = stream;
      stream = undefined;
      failed = Number.POSITIVE_INFINITY;
      if (!last) return;
      await new Promise<void>((done) => {
        last.once('error', () => done());
        last.end(Buffer.alloc(0), () => done());
      });
    },
  };
}
