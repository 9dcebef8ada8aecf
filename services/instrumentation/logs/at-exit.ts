const flushes = new Set<() => void>();

function flushAll(): void {
  for (const flush of flushes)
    try {
      flush();
    } catch {
      // The next one has lines to save, too.
    }
}

/**
 * Calls a function when the process ends by itself, by `process.exit()` or by an exception that nobody caught; answers what takes
 * that back. It may not wait. However many ask for it, the process has one listener, and none when nobody asks any more. A signal
 * that nobody handles ends a process without a word.
 */
export function atExit(flush: () => void): () => void {
  if (flushes.size === 0) process.on('exit', flushAll);
  flushes.add(flush);
  return () => {
    if (flushes.delete(flush) && flushes.size === 0) process.off('exit', flushAll);
  };
}
