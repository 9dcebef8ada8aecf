const width = 30;

/** A bar on a terminal, on standard error; nothing in a pipe. */
export class Progress {
  private shown = '';

  constructor(
    private readonly verb: string,
    private readonly out: { readonly isTTY?: boolean; write(text: string): unknown } = process.stderr,
  ) {}

  /** So many of so many are done. */
  show(done: number, of: number): void {
    if (!this.out.isTTY || of === 0) return;
    const full = Math.round((width * done) / of);
    const text = `${this.verb} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${of}`;
    if (text === this.shown) return;
    this.shown = text;
    this.out.write(`\r\u001b[K${text}`);
  }

  /** Makes room for what is printed next. */
  clear(): void {
    if (this.shown) this.out.write('\r\u001b[K');
    this.shown = '';
  }
}
