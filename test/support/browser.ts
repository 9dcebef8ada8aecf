import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const program = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);

/** Why tests that need a browser cannot run; false where they can. */
export const withoutBrowser: string | false =
  program === undefined && 'no chromium on PATH: apt-get install chromium, to test what the page shows';

/** A tab of a browser without a screen. */
export interface Tab {
  /** Goes to an address and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** The value of an expression in the page; promises are waited for. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Waits until an expression in the page is true; an Error after `seconds`, with what it was that did not come. */
  until(expression: string, what: string, seconds?: number): Promise<void>;
  /** A picture of what is visible. */
  screenshot(): Promise<Buffer>;
  resize(width: number, height: number): Promise<void>;
  key(key: string): Promise<void>;
  /** Moves the pointer. */
  point(x: number, y: number): Promise<void>;
  /** What the page said on its console, and what it threw. */
  readonly complaints: readonly string[];
}

/** A browser that this process started. */
export interface Browser {
  tab(width?: number, height?: number): Promise<Tab>;
  close(): Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-device-scale-factor=1',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

/** Starts a browser and speaks with it through two pipes: no port, and no library. */
export async function startBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-browser-'));
  const child = spawn(program as string, [...flags, `--user-data-dir=${folder}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, TZ: 'UTC' },
  });
  const talk = new Conversation(child);
  return {
    async tab(width = 1440, height = 1000) {
      const { targetId } = await talk.ask('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await talk.ask('Target.attachToTarget', { targetId, flatten: true });
      return tabOf(talk, String(sessionId), width, height);
    },
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await Promise.race([talk.ask('Browser.close', {}).catch(() => {}), sleep(3000)]);
      const hard = setTimeout(() => child.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(hard);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Questions and answers with the browser: JSON, each ended by a zero. */
class Conversation {
  private next = 1;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private readonly listeners: ((reply: Reply) => void)[] = [];
  private rest = '';
  private readonly out: Writable;

  constructor(child: ChildProcess) {
    this.out = child.stdio[3] as Writable;
    (child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.hear(text));
    this.out.on('error', () => {});
    child.once('exit', () => {
      for (const answer of this.waiting.values()) answer({ error: { message: 'the browser ended' } });
    });
  }

  listen(listener: (reply: Reply) => void): void {
    this.listeners.push(listener);
  }

  ask(method: string, params: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = this.next++;
    this.out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result ?? {});
      });
    });
  }

  private hear(text: string): void {
    const messages = (this.rest + text).split('\0');
    this.rest = messages.pop() ?? '';
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply;
      if (reply.id === undefined) for (const listener of this.listeners) listener(reply);
      else this.waiting.get(reply.id)?.(reply);
    }
  }
}

async function tabOf(talk: Conversation, sessionId: string, width: number, height: number): Promise<Tab> {
  const complaints: string[] = [];
  let loaded = (): void => {};
  talk.listen(({ sessionId: whose, method, params = {} }) => {
    if (whose !== sessionId) return;
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Runtime.exceptionThrown')
      complaints.push(JSON.stringify(params.exceptionDetails).slice(0, 500));
    if (method === 'Log.entryAdded') {
      const { level, text, url = '' } = params.entry as { level: string; text: string; url?: string };
      if (level === 'error') complaints.push(`${text} ${url}`);
    }
  });
  const ask = (method: string, params: object = {}) => talk.ask(method, params, sessionId);
  await Promise.all([ask('Page.enable'), ask('Runtime.enable'), ask('Log.enable')]);
  const tab: Tab = {
    complaints,
    async open(url) {
      const ready = new Promise<void>((resolve) => {
        loaded = resolve;
      });
      await ask('Page.navigate', { url });
      await ready;
    },
    async evaluate<Value>(expression: string) {
      const { result, exceptionDetails } = await ask('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails).slice(0, 800));
      return (result as { value: Value }).value;
    },
    async until(expression, what, seconds = 20) {
      const deadline = Date.now() + seconds * 1000;
      while (!(await tab.evaluate<boolean>(`Boolean(${expression})`))) {
        if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
        await sleep(30);
      }
    },
    async screenshot() {
      const { data } = await ask('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(String(data), 'base64');
    },
    async resize(wide, high) {
      await ask('Emulation.setDeviceMetricsOverride', {
        width: wide,
        height: high,
        deviceScaleFactor: 1,
        mobile: false,
      });
    },
    async key(key) {
      const code = { Tab: 9, Enter: 13, Escape: 27, ArrowLeft: 37, ArrowRight: 39, ' ': 32 }[key] ?? 0;
      const text = key === 'Enter' ? '\r' : key === ' ' ? ' ' : undefined;
      await ask('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        code: key,
        windowsVirtualKeyCode: code,
        ...(text && { text }),
      });
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: code });
    },
    async point(x, y) {
      await ask('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    },
  };
  await tab.resize(width, height);
  return tab;
}
