import type { Session } from './session.ts';

/** Says which servers of a target could not be asked, and why, beside what the others answered. */
export function tellUnreached({ target, unreached }: Session): void {
  for (const { name, failure } of unreached) {
    const { message, detail } = failure;
    const why = detail.why ? `\n  why: ${detail.why}` : '';
    process.stderr.write(`${target.name}: ${name}: ${message}${why}\n  next: ${detail.next}\n`);
  }
}
