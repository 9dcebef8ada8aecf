/** Aborted by Ctrl-C and by whoever ends this process politely: everything that was started is ended first. */
export function interruptible(): AbortController {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, abort);
  // npm does not always hand a signal on; it is gone then, and this process has another parent.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && abort(), 1000).unref();
  return controller;
}
