/** The time as it stands in a line; lines of one millisecond share its text. A clock that fails gives way to the machine's. */
export function clock(now: () => number): () => string {
  let last = Number.NaN;
  let text = '';
  return () => {
    let at = Number.NaN;
    try {
      at = now();
    } catch {
      // As if it had said nothing.
    }
    if (at === last) return text;
    const date = new Date(at);
    text = (Number.isNaN(date.getTime()) ? new Date() : date).toISOString();
    last = at;
    return text;
  };
}
