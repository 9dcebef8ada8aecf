import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A request that is not answered with what it asked for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a request carries a token. Takes as long for a wrong one as for the right one. */
export function isAuthorized({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** The longest body that is read. A thousand alerts with long texts fit in. */
export const bodyLimit = 2 ** 20;

/** Reads the body of a request, and stops at the limit. */
export function readBody(request: IncomingMessage, limit = bodyLimit): Promise<string> {
  const tooLong = () =>
    new Refused(413, `a body may have ${limit} bytes at most`, {
      connection: 'close',
    });
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLong());
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= limit) pieces.push(piece);
      else {
        request.pause();
        reject(tooLong());
      }
    });
    request.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    const cut = () => reject(new Refused(400, 'the body ended before its end'));
    request.on('error', cut);
    request.on('close', () => request.readableEnded || cut());
  });
}
