import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Editors save in several steps: milliseconds to wait for the last of them. */
const pause = 10;

/** Tells which files are saved. It watches folders, since an editor may put a new file in the place of the old one. */
export class Saves {
  private readonly folders = new Map<string, FSWatcher>();
  private readonly saved = new Set<string>();
  private readonly since = Date.now();
  private wake = (): void => {};
  private closed = false;

  /** Watches the folders of some files as well. */
  follow(paths: Iterable<string>): void {
    const unknown = [...paths].filter((path) => !this.folders.has(dirname(path)));
    for (const folder of new Set(unknown.map(dirname)))
      this.folders.set(
        folder,
        watch(folder, (_, name) => {
          if (name) this.tell(join(folder, name));
        }),
      );
    // Saved while the files were being loaded for the first time.
    for (const path of unknown) if (isSavedAfter(this.since, path)) this.tell(path);
  }

  private tell(path: string): void {
    this.saved.add(path);
    this.wake();
  }

  /** The files saved since the last call, as soon as there are some; none once it is closed. */
  async next(): Promise<readonly string[]> {
    if (!this.closed && this.saved.size === 0)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    if (this.closed) return [];
    await sleep(pause);
    const files = [...this.saved];
    this.saved.clear();
    return files;
  }

  /** Lets the process end. */
  close(): void {
    this.closed = true;
    for (const folder of this.folders.values()) folder.close();
    this.wake();
  }
}

function isSavedAfter(moment: number, path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > moment;
}
