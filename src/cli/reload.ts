import { once } from 'node:events';
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Answer, Question } from './reload-hook.ts';

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

  /** Marks files as edited, so that the next import reads them. */
  async edited(paths: Iterable<string>): Promise<void> {
    await this.ask({ edited: [...paths].map((path) => pathToFileURL(path).href) });
  }

  /** The files that were imported for the first time since the last call. */
  async imported(): Promise<readonly string[]> {
    const { imported } = await this.ask({ edited: [] });
    return imported.map((url) => fileURLToPath(url));
  }

  private async ask(question: Question): Promise<Answer> {
    this.port.postMessage(question);
    const [answer] = (await once(this.port, 'message')) as [Answer];
    return answer;
  }

  /** Lets the process end. */
  close(): void {
    this.port.close();
  }
}
