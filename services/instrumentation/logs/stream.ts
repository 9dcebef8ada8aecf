import type { Writable } from 'node:stream';
import { queueBefore } from './queue.ts';
import type { Sink } from './sink.ts';

/** Streams that others write to as well: nobody but the process may end them. */
const isShared = (stream: Writable): boolean => stream === process.stdout || stream === process.stderr;

/**
 * A sink over a stream that may fail, such as `sinkTo(() => process.stdout)`: it is opened again a second later, and what comes
 * meanwhile is not taken. When the process ends, what waits is handed to the stream: one that writes at once, as `process.stdout`
 * does on Linux and macOS, loses nothing.
 */
export function sinkTo(open: () => Writable): Sink {
  let stream: Writable | undefined;
  let broke = (): void => {};
  let unwatch = (): void => {};

  function watch(one: Writable): void {
    const lost = (): void => {
      if (stream !== one) return;
      stream = undefined;
      broke();
    };
    one.on('error', lost).on('close', lost);
    // One that broke keeps its listener: it may have more errors to tell, and those would end the process.
    unwatch = () => void one.off('error', lost).off('close', lost);
  }

  return queueBefore({
    open() {
      if (stream) return;
      const one = open();
      if (!one.writable) throw new Error('nothing can be written to it any more');
      watch(one);
      stream = one;
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
      stream?.write(lines.join(''), (error) => settle(error ? 0 : lines.length));
    },
    finish(lines) {
      stream?.write(lines.join(''));
    },
    async close() {
      const last = stream;
      stream = undefined;
      if (!last) return;
      if (isShared(last)) return unwatch();
      await new Promise<void>((done) => {
        last.once('error', () => done()).once('close', () => done());
        last.end(() => done());
      });
    },
  });
}
