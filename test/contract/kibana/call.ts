import { isJson, type Json } from '../../../src/model/json.ts';
import { type Answer, type Asked, Refusal } from '../elasticsearch/serve.ts';
import type { Profile } from './profile.ts';
import type { Store } from './store.ts';

/** A request, as a handler sees it: from somebody who is known, in a space. */
export interface Call extends Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly space: string;
  readonly profile: Profile;
  readonly store: Store;
}

/** A route: `:name` in its path is one segment. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Whether it only reads, whatever its method. */
  readonly reads?: true;
  /** Whether it is about all spaces, and takes rights in all of them. */
  readonly global?: true;
  handle(call: Call): Answer;
}

export const ok = (json: unknown, status = 200): Answer => ({ status, json });

const names: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
};

/** A refusal in the form of all of them. */
export const refuse = (status: number, message: string, attributes?: Json): Refusal =>
  new Refusal(
    ok({ statusCode: status, error: names[status], message, ...(attributes && { attributes }) }, status),
  );

export function bodyOf({ body }: Asked): Json {
  try {
    const parsed: unknown = JSON.parse(body);
    if (isJson(parsed)) return parsed;
  } catch {
    // Said below, as for any other body that is no object.
  }
  throw refuse(400, '[request body]: expected a plain object value, but found [null] instead.');
}
