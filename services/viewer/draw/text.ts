/** The width of a text in pixels, at a size and weight of the typeface. */
export type Measure = (text: string, size: number, weight?: 400 | 500 | 600) => number;

/** A text that fits into a width: what does not is cut off, with dots in its place. */
export function fit(text: string, width: number, size: number, measure: Measure): string {
  if (measure(text, size) <= width) return text;
  let least = 0;
  let most = text.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(`${text.slice(0, middle)}…`, size) <= width) least = middle;
    else most = middle - 1;
  }
  return least === 0 ? '' : `${text.slice(0, least).trimEnd()}…`;
}

/** Words in as many lines as a width needs. */
export function wrap(text: string, width: number, size: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}

/** The largest size at which a text fits into a rectangle. */
export function sizeFor(text: string, width: number, height: number, most: number, measure: Measure): number {
  const across = (width / Math.max(1, measure(text, 100, 500))) * 100;
  return Math.max(10, Math.floor(Math.min(across, height / 1.2, most)));
}
