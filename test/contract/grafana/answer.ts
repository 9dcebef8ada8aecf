/** What goes back over the wire: a body as JSON, text that is JSON already, or a page of HTML. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by code that finds a request wanting; the listener sends the answer in it. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`${answer.status}`);
  }
}

export const ok = (json: unknown, status = 200): Answer => ({ status, json });
/** A status with an empty body: 204, and the 404 of missing rules, templates and mute timings. */
export const bare = (status: number): Answer => ({ status });

// Four families of error bodies. Which one an endpoint uses can depend on the error.

/** Family A, "plain": a message; `traced` where an error is attached, with the empty trace id of a server without tracing. */
export const plain = (status: number, message: string, traced?: 'traced'): Answer =>
  ok({ message, ...(traced && { traceID: '' }) }, status);

/** Family B, "status": dashboards and folders (apierrors). Never a traceID. */
export const withStatus = (httpStatus: number, status: string, message: string): Answer =>
  ok({ status, message }, httpStatus);

/** Family C, "errutil": newer services. No message where it would be empty. */
export const coded = (statusCode: number, messageId: string, message = ''): Answer =>
  ok({ statusCode, messageId, ...(message && { message }), traceID: '' }, statusCode);

/** Family D, "Status" of Kubernetes: everything under /apis. */
export const kubernetes = (code: number, reason: string, message: string): Answer =>
  ok(
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      details: {},
      code,
    },
    code,
  );

/** Denied by role-based access control (9.4 accesscontrol/middleware.go). */
export const denied = (action: string): Answer =>
  ok(
    {
      title: 'Access denied',
      message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
      accessErrorId:
        `ACE${[...action].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9e9, 1e9)}`.padEnd(
          13,
          '0',
        ),
    },
    403,
  );

export const badRequest: Answer = plain(400, 'bad request data', 'traced');
