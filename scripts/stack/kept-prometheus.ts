import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../src/model/failure.ts';
import { type PrometheusSpec, type RunningPrometheus, startPrometheus } from './prometheus-process.ts';

/** How often in a row it is started again. */
const most = 3;
/** Who lived for this many milliseconds was well: what ends it then is not what ended it before. */
const well = 60_000;

/** Told when Prometheus is gone or back, with a line for the terminal. */
export type TellEnd = (line: string) => void;

/**
 * Starts a Prometheus, and starts it again on the same port with the same data when it ends without having been asked
 * to. `died` settles once that is given up.
 */
export async function keepPrometheus(spec: PrometheusSpec, tell: TellEnd): Promise<RunningPrometheus> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: RunningPrometheus | undefined = await startPrometheus(spec);
  const { url, api } = running;
  let reloads = 0;

  const again = async (): Promise<RunningPrometheus> => {
    const before = reloads;
    const started = await startPrometheus({ ...spec, signal });
    if (signal.aborted) {
      await started.stop();
      signal.throwIfAborted();
    }
    // It may have read its configuration before that was written again.
    if (reloads > before) started.reload();
    return started;
  };
  const keep = async (): Promise<Failure | undefined> => {
    let since = Date.now();
    let reason = await running?.died;
    for (let tries = 0; reason && !signal.aborted; ) {
      running = undefined;
      if (Date.now() - since > well) tries = 0;
      if (tries === most) return givenUp(reason);
      tries++;
      tell(
        `${reason.message}; starting it again with the same data, ${tries} of at most ${most} times in a row`,
      );
      // Whatever holds its port or its memory may need a moment to let go.
      await sleep((tries - 1) * 1000, undefined, { signal });
      since = Date.now();
      try {
        running = await again();
        tell(`Prometheus answers again at ${url}`);
        reason = await running.died;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        reason = error;
      }
    }
    return undefined;
  };
  const kept = keep().catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return undefined;
  });
  const died = new Promise<Failure>((resolve, reject) => {
    kept.then((failure) => failure && resolve(failure), reject);
  });
  return {
    url,
    api,
    died,
    reload() {
      reloads++;
      running?.reload();
    },
    async stop() {
      stopping.abort();
      // A start that is under way ends what it has started.
      if (running) await running.stop();
      else await kept;
    },
  };
}

const givenUp = ({ message, detail }: Failure): Failure =>
  new Failure(`${message}, and is not started again: it was ${most} times in a row`, {
    ...(detail.why !== undefined && { why: detail.why }),
    next: 'Ctrl-C, then npm start',
  });
