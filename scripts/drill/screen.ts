/** A place on a terminal that is drawn again and again. */
export interface Screen {
  /** Draws a text in the place of the former one. */
  draw(text: string): void;
  /** Takes away what was drawn. */
  clear(): void;
}

/** Draws on a terminal; on anything else nothing is drawn. */
export function createScreen(stream: NodeJS.WriteStream): Screen {
  let height = 0;
  const clear = (): void => {
    if (height > 0) stream.write(`\u001b[${height}A\u001b[J`);
    height = 0;
  };
  if (!stream.isTTY) return { draw: () => {}, clear: () => {} };
  return {
    clear,
    draw(text) {
      // What does not fit on the terminal could not be taken away again.
      const lines = text
        .trimEnd()
        .split('\n')
        .slice(0, stream.rows - 2);
      clear();
      stream.write(`${lines.map((line) => line.slice(0, stream.columns - 1)).join('\n')}\n`);
      height = lines.length;
    },
  };
}
