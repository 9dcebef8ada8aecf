import { once } from 'node:events';
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Changed } from './reload-hook.ts';

/** Loads modules anew after an edit: the file that was edited and those that import it. */
export class Reload {
  private readonly port: MessagePort;

  /** Knows what is loaded from now on, except the engine itself and packages: an edit of those needs a new process. */
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    register(new URL('./reload-hook.ts', import.meta.url), {
      data: { port: port2, ignored: [new URL('../', import.meta.url).href] },
      transferList: [port2],
    });
  }

  /** Marks files as edited, so that the next import reads them. Answers with the path of every file that was imported. */
  async edited(paths: Iterable<string>): Promise<readonly string[]> {
    const changed: Changed = [...paths].map((path) => pathToFileURL(path).href);
    this.port.postMessage(changed);
    const [files] = (await once(this.port, 'message')) as [readonly string[]];
    return files.map((url) => fileURLToPath(url));
  }

  /** Lets the process end. */
  close(): void {
    this.port.close();
  }
}
