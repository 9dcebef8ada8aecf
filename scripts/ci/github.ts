import { Failure } from '../../src/model/failure.ts';

/** A repository on GitHub, asked with the token of a workflow. */
export interface Repository {
  get(path: string): Promise<unknown>;
  /** Every entry of a list, page by page, up to a thousand. */
  list(path: string): Promise<readonly unknown[]>;
  send(method: 'PATCH' | 'POST', path: string, body: object): Promise<unknown>;
}

/** Whoever workflows write as. */
export const bot = 'github-actions[bot]';

/** The variable of a workflow. */
export function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Failure(`${name} is not set`, { next: 'set it in the env of the step' });
}

/** The repository that the workflow runs in. Paths count from it: `/issues`. */
export function repository(): Repository {
  const root = `${process.env.GITHUB_API_URL ?? 'https://api.github.com'}/repos/${variable('GITHUB_REPOSITORY')}`;
  const token = variable('GITHUB_TOKEN');
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${root}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer.json();
    throw new Failure(`GitHub answers ${answer.status} to ${method} ${path}`, {
      why: (await answer.text()).slice(0, 300),
      next: 'look at the permissions of the job, then run it again',
    });
  };
  const get = (path: string): Promise<unknown> => ask('GET', path);
  return {
    get,
    async list(path) {
      const all: unknown[] = [];
      for (let page = 1; page <= 10; page++) {
        const some = await get(`${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
        if (!Array.isArray(some)) break;
        all.push(...some);
        if (some.length < 100) break;
      }
      return all;
    },
    send: (method, path, body) => ask(method, path, body),
  };
}
