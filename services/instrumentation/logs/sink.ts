/** Is told of a line that was taken, and then could not be written. */
export type Lost = (line: string) => void;

/** Where lines go. It takes them at once or not at all: nobody waits for a disk. */
export interface Sink {
  /** Whether the line was taken; never after `close()`. `lost` is called if it cannot be written after all. */
  write(line: string, lost?: Lost): boolean;
  /**
   * Takes no more lines; resolves when everything that was taken is written, or cannot be. Whoever made a sink closes it, as the
   * last thing that a process does in an orderly end. A second call waits for the same end.
   */
  close(): Promise<void>;
}
