import { isJson, type Json } from '../../../src/model/json.ts';
import type { Profile } from './profile.ts';
import { type Answer, type Asked, Refusal } from './serve.ts';
import type { Store } from './store.ts';

/** A request, as a handler sees it: from somebody who is known. */
export interface Call extends Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly profile: Profile;
  readonly store: Store;
}

/** A route: `:name` in its path is one segment. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Whether it only reads, whatever its method. */
  readonly reads?: true;
  handle(call: Call): Answer;
}

export const ok = (json: unknown, status = 200): Answer => ({ status, json });
/** What every write of a setting says. */
export const acknowledged: Answer = ok({ acknowledged: true });

/** A refusal in the words of Elasticsearch: type and reason, and the same once more as root cause. */
export const failure = (status: number, type: string, reason: string, cause?: Json): Refusal =>
  new Refusal(
    ok(
      {
        error: { root_cause: [{ type, reason }], type, reason, ...(cause && { caused_by: cause }) },
        status,
      },
      status,
    ),
  );

export const illegal = (reason: string): Refusal => failure(400, 'illegal_argument_exception', reason);
export const missing = (reason: string): Refusal => failure(404, 'resource_not_found_exception', reason);

/** The body as an object with no other keys than these: its parsers are strict. */
export function bodyOf({ body }: Asked, what: string, known: readonly string[]): Json {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw failure(400, 'parse_exception', 'request body is required');
  }
  if (!isJson(parsed)) throw failure(400, 'x_content_parse_exception', `[1:1] [${what}] expected an object`);
  const unknown = Object.keys(parsed).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw failure(400, 'x_content_parse_exception', `[1:2] [${what}] unknown field [${unknown}]`);
  return parsed;
}

export const objectIn = (body: Json, key: string): Json => {
  const value = body[key];
  return isJson(value) ? value : {};
};

export const textsIn = (body: Json, key: string): readonly string[] => {
  const value = body[key];
  return Array.isArray(value)
    ? value.map(String)
    : value === undefined || value === null
      ? []
      : [String(value)];
};
