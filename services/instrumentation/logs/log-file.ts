import { Buffer } from 'node:buffer';
import {
  closeSync,
  fstatSync,
  write as fsWrite,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '#lib';
import { queueBefore, tellOnce } from './queue.ts';
import type { Sink } from './sink.ts';

/** How a log file is kept. */
export interface LogFileOptions {
  /** Bytes that a file has at most; a line that is longer gets a file of its own. Default 100 MB. */
  readonly maxBytes?: number;
  /** Older files that are kept: `<path>.1` is the youngest of them. Default 5. */
  readonly files?: number;
}

/** Some lines as bytes, and how many of the bytes are written. */
interface Piece {
  readonly bytes: Buffer;
  readonly count: number;
  written: number;
}

/** Lines on their way to the disk: those before `at` are there, `piece` begins at it. */
interface Job {
  readonly lines: readonly string[];
  at: number;
  piece: Piece;
}

const newline = 0x0a;
/** Milliseconds that a process which ends waits for the disk to make progress. */
const patience = 500;
/** Milliseconds until a rotation that failed is tried again. */
const pause = 60_000;

/**
 * A file that is rotated as `<path>`, `<path>.1`, `<path>.2`..., so that whoever ships it can follow it by its name. It is rotated
 * before a line would make it too long, and belongs to one process. Folders on the way to it are made. Lines begin on a line of
 * their own even where an earlier process was killed in the middle of one.
 */
export function logFile(
  path: string,
  { maxBytes = 100 * 1024 * 1024, files = 5 }: LogFileOptions = {},
): Sink {
  if (!(maxBytes >= 1) || !(files >= 0))
    throw new Failure(`logFile(${path}): maxBytes is ${maxBytes} and files is ${files}`, {
      next: 'give maxBytes as a number of bytes above 0, and files as 0 or more',
    });
  let file: number | undefined;
  let size = 0;
  /** An earlier line was not finished. */
  let isTorn = false;
  let job: Job | undefined;
  let stuckUntil = 0;

  function open(): void {
    if (file !== undefined) return;
    const flags = [path, 'a+', 0o640] as const;
    try {
      file = openSync(...flags);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(dirname(path), { recursive: true });
      file = openSync(...flags);
    }
    size = fstatSync(file).size;
    const last = Buffer.alloc(1, newline);
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    isTorn = last[0] !== newline;
  }

  function shut(): void {
    const closed = file;
    file = undefined;
    try {
      if (closed !== undefined) closeSync(closed);
    } catch {
      // There is nothing left to lose.
    }
  }

  /** Begins a new file. Where that is impossible, a file that is too long is better than lines that are lost. */
  function rotate(): void {
    shut();
    try {
      for (let age = files; age > 0; age--) moved(age === 1 ? path : `${path}.${age - 1}`, `${path}.${age}`);
      if (files === 0) rmSync(path, { force: true });
    } catch {
      stuckUntil = performance.now() + pause;
    }
    open();
  }

  /** As many of the lines as go into the file, and a new file if it is full. */
  function nextPiece(lines: readonly string[], from: number): Piece {
    const limit = performance.now() < stuckUntil ? Number.POSITIVE_INFINITY : maxBytes;
    let length = Buffer.byteLength(lines[from] as string);
    if (size > 0 && size + length > limit) rotate();
    let to = from + 1;
    for (; to < lines.length; to++) {
      length += Buffer.byteLength(lines[to] as string);
      if (size + length > limit) break;
    }
    const text = lines.slice(from, to).join('');
    return { bytes: Buffer.from(isTorn ? `\n${text}` : text), count: to - from, written: 0 };
  }

  function isPrepared(mine: Job): boolean {
    try {
      mine.piece = nextPiece(mine.lines, mine.at);
      return true;
    } catch (error) {
      tellOnce(error);
      shut();
      return false;
    }
  }

  function send(lines: readonly string[], done: (written: number) => void): void {
    const end = (written: number): void => {
      job = undefined;
      done(written);
    };
    const put = (mine: Job): void => {
      const { piece } = mine;
      const { bytes } = piece;
      fsWrite(file as number, bytes, piece.written, null, null, (error, written) => {
        if (job !== mine) return;
        if (error || written === 0) {
          if (error) tellOnce(error);
          shut();
          // Those that are whole are written.
          const ends = bytes.subarray(isTorn ? 1 : 0, piece.written).filter((byte) => byte === newline);
          end(mine.at + ends.length);
          return;
        }
        size += written;
        piece.written += written;
        if (piece.written < bytes.length) {
          put(mine);
          return;
        }
        isTorn = false;
        mine.at += piece.count;
        step(mine);
      });
    };
    const step = (mine: Job): void => {
      if (mine.at === lines.length) end(lines.length);
      else if (isPrepared(mine)) put(mine);
      else end(mine.at);
    };
    job = { lines, at: 0, piece: { bytes: Buffer.alloc(0), count: 0, written: 0 } };
    step(job);
  }

  /** Node lets a write that has begun come to its end before the process does; what follows it waits for its place. */
  function settled(): readonly string[] {
    if (!job || file === undefined) return [];
    const { lines, at, piece } = job;
    job = undefined;
    const target = size + piece.bytes.length - piece.written;
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < patience && fstatSync(file).size < target; waited++)
      Atomics.wait(clock, 0, 0, 1);
    size = target;
    return lines.slice(at + piece.count);
  }

  function finish(more: readonly string[]): void {
    const lines = [...settled(), ...more];
    for (let at = 0; at < lines.length; ) {
      open();
      const { bytes, count } = nextPiece(lines, at);
      for (let from = 0; from < bytes.length; ) from += writeSync(file as number, bytes, from);
      size += bytes.length;
      isTorn = false;
      at += count;
    }
  }

  return queueBefore({ open, send, finish, close: async () => shut() });
}

/** Moves a file that may not be there. */
function moved(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
