import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** What the TypeScript language server offers an editor, asked over its standard input and output. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #received = Buffer.alloc(0);
  #asked = 0;

  private constructor(root: string) {
    this.#process = spawn(process.execPath, ['node_modules/typescript/bin/tsc', '--lsp', '--stdio'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  /** Starts a server for the project at `root`. */
  static async start(root: string): Promise<LanguageServer> {
    const server = new LanguageServer(root);
    await server.#ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      capabilities: {},
    });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** The words offered at the `|` in a text, which is taken to be the content of `file`. */
  async offers(file: string, text: string): Promise<readonly string[]> {
    const before = text.slice(0, text.indexOf('|')).split('\n');
    const uri = pathToFileURL(file).href;
    this.#send({
      method: 'textDocument/didOpen',
      params: {
        textDocument: { uri, languageId: 'typescript', version: ++this.#asked, text: text.replace('|', '') },
      },
    });
    const answer = (await this.#ask('textDocument/completion', {
      textDocument: { uri },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    })) as { items?: { label: string }[] } | { label: string }[] | null;
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    return items.map(({ label }) => label.replace(/\?$/, '')).sort();
  }

  /** Ends the server. */
  stop(): void {
    this.#process.kill();
  }

  #ask(method: string, params: object): Promise<unknown> {
    const id = ++this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, end).toString())?.[1]);
      if (this.#received.length < end + 4 + length) return;
      const message = JSON.parse(this.#received.subarray(end + 4, end + 4 + length).toString()) as Message;
      this.#received = this.#received.subarray(end + 4 + length);
      // A request of the server's own (such as registerCapability) is answered with nothing.
      if (message.method && message.id !== undefined) this.#send({ id: message.id, result: null });
      else if (message.id !== undefined) this.#waiting.get(message.id)?.(message.result);
    }
  }
}
