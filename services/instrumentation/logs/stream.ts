import type { Writable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';
import { type Outlet, queueBefore } from './queue.ts';
import type { Sink } from './sink.ts';
import { type Standard, standardOutlet } from './standard.ts';

/**
 * A sink over a stream that may fail, such as `sinkTo(() => process.stdout)`: it is opened again a second later, and what comes
 * meanwhile is not taken. When the process ends, what waits is written to standard output and error, and handed to other streams,
 * which write it if they do so at once. Closing it ends the stream, unless it is standard output or error.
 */
export function sinkTo(open: () => Writable): Sink {
  let outlet: Outlet | undefined;
  let broke = (): void => {};

  function opened(): Outlet {
    const stream = open();
    if (!stream.writable) throw new Error('nothing can be written to it any more');
    const isShared = stream === process.stdout || stream === process.stderr;
    // In a worker these are no files, but streams to the main thread.
    if (isShared && isMainThread) return standardOutlet(stream as Writable & Standard);
    const mine = streamOutlet(stream, isShared);
    const lost = (): void => {
      if (outlet !== mine) return;
      outlet = undefined;
      broke();
    };
    // It keeps its listener when it broke: it may have more errors to tell, and those would end the process.
    stream.on('error', lost).on('close', lost);
    return mine;
  }

  return queueBefore({
    open() {
      outlet ??= opened();
    },
    send(lines, done) {
      let isSettled = false;
      const settle = (written: number): void => {
        if (isSettled) return;
        isSettled = true;
        broke = () => {};
        done(written);
      };
      // A stream that breaks may never say what became of a write.
      broke = () => settle(0);
      outlet?.send(lines, settle);
    },
    finish: (lines) => outlet?.finish(lines),
    async close() {
      const last = outlet;
      outlet = undefined;
      await last?.close();
    },
  });
}

const streamOutlet = (stream: Writable, isShared: boolean): Outlet => ({
  open() {},
  send(lines, done) {
    stream.write(lines.join(''), (error) => done(error ? 0 : lines.length));
  },
  finish(lines) {
    stream.write(lines.join(''));
  },
  async close() {
    if (isShared) return;
    await new Promise<void>((done) => {
      stream.once('error', () => done()).once('close', () => done());
      stream.end(() => done());
    });
  },
});
