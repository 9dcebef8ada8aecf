import type { z } from 'zod';
import { ServerError } from '../model/server-error.ts';

/** Reads replies of a server in the shape that they must have. Another shape is something else's. */
export const readFrom =
  (server: string) =>
  <Schema extends z.ZodType>(schema: Schema, body: unknown, base: string): z.infer<Schema> => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new ServerError(
      `${base} answers, but not as ${server} does`,
      'not understood',
      {
        why: `${issue?.path.join('.') || 'the answer'}: ${issue?.message ?? 'another shape'}`,
        next: "look at the target's url in platform/targets.ts",
      },
      { happened: 'unknown' },
    );
  };
