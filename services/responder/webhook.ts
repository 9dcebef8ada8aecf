import { z } from 'zod';

// Alertmanager's own format, version 4. What it has beside these fields (group labels, the receiver) decides nothing here.

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const texts = z.record(z.string(), z.string().max(16_384));

const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts.default({}),
  startsAt: moment,
  endsAt: moment,
  generatorURL: z.string().max(16_384).default(''),
  fingerprint: z.string().min(1).max(64),
});

const deliverySchema = z.object({
  version: z.literal('4'),
  alerts: z.array(alertSchema).min(1).max(1000),
  truncatedAlerts: z.int().min(0).default(0),
});

/** An alert as it was delivered. Times are milliseconds since 1970. */
export type DeliveredAlert = z.output<typeof alertSchema>;

/** What one request of Alertmanager says. */
export type Delivery = z.output<typeof deliverySchema>;

/** Reads the body of a request: the delivery, or a sentence on what is wrong with it. */
export function readDelivery(text: string): Delivery | string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'the body is no JSON';
  }
  const read = deliverySchema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return `${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'not a webhook of version 4'}`;
}
