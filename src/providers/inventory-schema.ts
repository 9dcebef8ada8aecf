import { z } from 'zod';

const entry = z.object({
  sent: z.string().optional(),
  revision: z.string().optional(),
  pending: z.array(z.string()).optional(),
});
/** An inventory as it is read back from where it was kept. */
export const inventorySchema = z.object({
  owner: z.string(),
  entries: z.record(z.string(), entry),
  deploying: z.object({ id: z.string(), host: z.string(), pid: z.number(), at: z.string() }).optional(),
  deployed: z.object({ id: z.string(), at: z.string(), from: z.string().optional() }).optional(),
  expires: z.string().optional(),
});
