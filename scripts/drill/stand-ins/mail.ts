import { createServer } from 'node:net';
import { type Listening, listening } from './listening.ts';

/** Stands in for a mail server: takes every message and hands it on, headers and all. */
export function startMail(take: (message: string) => void): Promise<Listening> {
  const server = createServer((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let rest = '';
    /** Lines of the message that is being sent; absent between messages. */
    let message: string[] | undefined;
    const hear = (line: string): void => {
      if (message && line === '.') {
        take(message.join('\n'));
        message = undefined;
        say('250 kept');
      } else if (message) message.push(line);
      else if (/^DATA\b/i.test(line)) {
        message = [];
        say('354 go on');
      } else if (/^QUIT\b/i.test(line)) socket.end('221 bye\r\n');
      else say('250 yes');
    };
    say('220 a drill');
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8').on('data', (piece: string) => {
      const lines = `${rest}${piece}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
  });
  return listening(server);
}
