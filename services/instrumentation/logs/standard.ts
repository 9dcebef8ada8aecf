import { Buffer } from 'node:buffer';
import { writeSync } from 'node:fs';
import type { Outlet } from './queue.ts';

/** Milliseconds until a full pipe is tried again. */
const pause = 5;
/** Milliseconds that a process which ends waits for a reader that takes nothing. */
const patience = 2000;
const newline = 0x0a;

/** `process.stdout` or `process.stderr` as far as it is needed: who logs to it shares it with whoever prints. */
export interface Standard {
  readonly fd: number;
  readonly writableLength: number;
}

/**
 * Writes to the standard output or error of the process, in pieces that its reader has room for. Node's own stream would keep what
 * the reader of a pipe has no room for, and lose it when the process ends; here everything that is not written is still known. Node
 * has made the pipe one that never makes a writer wait.
 */
export function standardOutlet(stream: Standard): Outlet {
  let bytes = Buffer.alloc(0);
  let sent = 0;

  /** Writes what there is room for; answers whether that was everything. */
  function put(): boolean {
    while (sent < bytes.length)
      try {
        sent += writeSync(stream.fd, bytes, sent);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
        throw error;
      }
    return true;
  }

  return {
    open() {},
    send(lines, done) {
      bytes = Buffer.from(lines.join(''));
      sent = 0;
      const step = (): void => {
        try {
          // What others printed before comes first: within a line of ours it would break both.
          if (stream.writableLength > 0 || !put()) setTimeout(step, pause);
          else setImmediate(done, lines.length);
        } catch {
          const whole = bytes.subarray(0, sent).filter((byte) => byte === newline).length;
          bytes = Buffer.alloc(0);
          setImmediate(done, whole);
        }
      };
      step();
    },
    finish(lines) {
      bytes = Buffer.concat([bytes.subarray(sent), Buffer.from(lines.join(''))]);
      sent = 0;
      const clock = new Int32Array(new SharedArrayBuffer(4));
      for (let [waited, before] = [0, 0]; waited < patience && !put(); waited++) {
        Atomics.wait(clock, 0, 0, 1);
        if (sent > before) waited = 0;
        before = sent;
      }
      bytes = bytes.subarray(sent);
      sent = 0;
    },
    async close() {},
  };
}
