import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../../src/model/failure.ts';

/** A server that is set up: asked by whoever may do everything there. */
export interface Server {
  readonly url: string;
  /** Of the header: `Basic ...`, `ApiKey ...`. */
  readonly authorization: string;
}

/** The header of a user with a password. */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Asks a server, and fails with its own words when it refuses. */
export async function ask(
  { url, authorization }: Server,
  method: string,
  path: string,
  body?: object | FormData,
): Promise<unknown> {
  const isForm = body instanceof FormData;
  const answer = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization,
      // Kibana takes no write without it; Elasticsearch does not mind.
      'kbn-xsrf': 'sightline',
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Failure(`${method} ${path} was refused with ${answer.status}`, {
      why: text.slice(0, 500),
      next: 'mend what it names in the definitions, npm run build, then npm run preview again',
    });
  return text === '' ? undefined : JSON.parse(text);
}

/** The files of a folder, by their names without the ending. */
export const filesIn = (folder: string): readonly (readonly [name: string, body: object])[] =>
  readdirSync(folder)
    .sort()
    .map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]);
