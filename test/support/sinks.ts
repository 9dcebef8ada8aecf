import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';

/** What the services of a notification read of it, as far as a test does. */
interface Payload {
  /** PagerDuty. */
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'resolve';
  readonly payload: {
    readonly summary: string;
    readonly severity: string;
    readonly group: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  /** Slack. */
  readonly channel: string;
  readonly attachments: readonly { readonly title: string; readonly text: string }[];
  /** Webhooks. */
  readonly version: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** What was posted to a sink. Of its body, each service has its own part. */
export interface Post {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Partial<Payload>;
}

interface Sink<Item> {
  readonly port: number;
  readonly received: readonly Item[];
  close(): Promise<void>;
}

const listening = async <Item>(server: Server, received: readonly Item[]): Promise<Sink<Item>> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** A server on loopback that says yes to every post and keeps it. */
export function httpSink(): Promise<Sink<Post>> {
  const received: Post[] = [];
  const server = createHttpServer(async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const { authorization } = request.headers;
    received.push({ path: request.url ?? '', authorization, body: JSON.parse(text) });
    // PagerDuty answers 202; the others take any success.
    response.writeHead(202, { connection: 'close' }).end('{"status":"success"}');
  });
  return listening(server, received);
}

/** A mail server on loopback that takes every message and keeps it. */
export function mailSink(): Promise<Sink<string>> {
  const received: string[] = [];
  const server = createTcpServer((socket) => {
    let message: string | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    let rest = '';
    say('220 sink');
    socket.setEncoding('utf8').on('data', (piece: string) => {
      const lines = `${rest}${piece}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (message !== undefined && line !== '.') message += `${line}\n`;
        else if (message !== undefined) {
          received.push(message);
          message = undefined;
          say('250 kept');
        } else if (/^DATA/i.test(line)) {
          message = '';
          say('354 go on');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else say('250 yes');
      }
    });
    socket.on('error', () => socket.destroy());
  });
  return listening(server, received);
}
