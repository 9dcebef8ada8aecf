import { atExit } from './at-exit.ts';
import type { Lost, Sink } from './sink.ts';

/** Where a queue puts its lines: a file or a stream. It is given one lot at a time. */
export interface Outlet {
  /** Makes it ready to write, if it is not; throws where that is impossible. */
  open(): void;
  /** Writes lines and says, later, how many of them are written: fewer than all where it failed. */
  send(lines: readonly string[], done: (written: number) => void): void;
  /** Writes lines at once, behind what is being sent, because the process ends. */
  finish(lines: readonly string[]): void;
  close(): Promise<void>;
}

/** Characters that may wait for a slow disk: then lines are dropped, and counted. */
const mostWaiting = 8 * 1024 * 1024;
/** Lines are handed over this many characters at a time, or when the process has nothing else to do. */
const enough = 16 * 1024;
/** Milliseconds until what failed is tried again. */
const rest = 1000;

const told = new Set<string>();

/** Says why lines are lost, as a warning of the process: `ENOSPC: no space left on device, write`. Each reason once. */
export function tellOnce(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  if (told.has(reason) || told.size >= 100) return;
  told.add(reason);
  process.emitWarning(`a log cannot be written: ${reason}`, { type: 'LogWarning', code: 'SIGHTLINE_LOG' });
}

/** Lines, and beside each of them who is told if it is lost. */
interface Lot {
  readonly lines: string[];
  readonly owners: (Lost | undefined)[];
}

/**
 * A sink that lets lines wait for an outlet, and writes those that still wait when the process ends. An outlet that failed is
 * tried again a second later, and what comes meanwhile is not taken.
 */
export function queueBefore(outlet: Outlet): Sink {
  let lot: Lot = { lines: [], owners: [] };
  // Characters that wait here, and those that the outlet has.
  let [waiting, underWay] = [0, 0];
  let failed: number | undefined;
  let isSending = false;
  let isPlanned = false;
  let isEnding = false;
  let closing: Promise<void> | undefined;
  let drained = (): void => {};

  const isReady = (): boolean => {
    if (failed !== undefined && performance.now() - failed < rest) return false;
    try {
      outlet.open();
      failed = undefined;
      return true;
    } catch (error) {
      failed = performance.now();
      tellOnce(error);
      return false;
    }
  };
  const taken = (): Lot => {
    const all = lot;
    underWay = waiting;
    [lot, waiting] = [{ lines: [], owners: [] }, 0];
    return all;
  };
  const lose = ({ lines, owners }: Lot, from = 0): void => {
    underWay = 0;
    for (let at = from; at < lines.length; at++) owners[at]?.(lines[at] as string);
  };

  function pass(): void {
    isPlanned = false;
    if (isSending || isEnding) return;
    if (lot.lines.length > 0 && isReady()) send(taken());
    else {
      lose(taken());
      drained();
    }
  }

  function send(sent: Lot): void {
    isSending = true;
    outlet.send(sent.lines, (written) => {
      isSending = false;
      underWay = 0;
      if (written < sent.lines.length) {
        failed = performance.now();
        lose(sent, written);
        lose(taken());
      }
      pass();
    });
  }

  /** The process ends: what waits is written now, and what is logged from now on at once. */
  function finish(): void {
    isEnding = true;
    const last = taken();
    if (isSending || (last.lines.length > 0 && isReady())) outlet.finish(last.lines);
    [isSending, underWay] = [false, 0];
  }
  const leave = atExit(finish);

  return {
    write(line, lost) {
      if (closing || waiting + underWay + line.length > mostWaiting) return false;
      if ((failed !== undefined || (waiting === 0 && !isSending)) && !isReady()) return false;
      lot.lines.push(line);
      lot.owners.push(lost);
      waiting += line.length;
      if (isEnding) finish();
      else if (!isSending && waiting >= enough) pass();
      else if (!isSending && !isPlanned) {
        isPlanned = true;
        setImmediate(pass);
      }
      return true;
    },
    close() {
      closing ??= new Promise<void>((resolve) => {
        drained = resolve;
        pass();
      })
        .then(() => outlet.close())
        .then(leave);
      return closing;
    },
  };
}
