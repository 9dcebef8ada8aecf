import type { IncomingMessage, ServerResponse } from 'node:http';

/** The questions that are passed on: those that read, and nothing that changes or tells of the server itself. */
const questions = /^\/api\/v1\/(query|query_range|labels|label\/\w+\/values|series|alerts)$/;

/** The largest answer that is passed on; a page that gets more does not answer any longer. */
export const largestAnswer = 64 * 2 ** 20;
/** The largest question. */
const largestQuestion = 2 ** 20;

/** Passes a question on to Prometheus, and its answer back. What goes wrong becomes an answer in the words of Prometheus' API. */
export async function proxy(
  prometheus: string,
  path: string,
  search: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (status: number, error: string): void => {
    if (response.destroyed) return;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: 'error', errorType: 'viewer', error }));
  };
  const { method = '' } = request;
  if (!questions.test(path) || !['GET', 'POST'].includes(method))
    return refuse(403, `the viewer only passes on questions, not ${method} ${path}`);
  const given = new AbortController();
  response.once('close', () => given.abort());
  try {
    const body = method === 'POST' ? await read(request, largestQuestion) : undefined;
    const reply = await fetch(`${prometheus}${path}${search}`, {
      method,
      signal: given.signal,
      ...(body && {
        body: new Uint8Array(body),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    });
    const answer = await read(reply.body ?? [], largestAnswer);
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' });
    response.end(answer);
  } catch (error) {
    if (given.signal.aborted) return;
    if (error instanceof TooLarge)
      return refuse(
        413,
        'the answer is larger than 64 MiB: aggregate the query, or choose a shorter time range',
      );
    refuse(502, `Prometheus does not answer at ${prometheus}: ${reason(error)}`);
  }
}

class TooLarge extends Error {}

async function read(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reason(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code === 'ECONNREFUSED' ? 'nothing listens there' : (cause?.message ?? message);
}
