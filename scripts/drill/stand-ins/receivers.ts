import type { Answer, Post } from './http.ts';
import { readSlip, type Slip, toldAlert } from './slip.ts';

/** How a receiver heard of something. */
export type Way = 'PagerDuty' | 'Slack' | 'mail' | 'webhook';

/** A notification that arrived. */
export interface Notification extends Slip {
  readonly way: Way;
}

interface PagerdutyEvent {
  readonly payload?: { readonly custom_details?: Readonly<Record<string, string>> };
}
interface SlackMessage {
  readonly attachments?: readonly { readonly footer?: string }[];
}
interface Webhook {
  readonly receiver: string;
  readonly alerts: readonly {
    readonly status: string;
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

/** Name of the mail header that carries the slip. */
export const mailHeader = 'X-Drill';

/** The notification in a mail, if it is one of Alertmanager. */
export function readMail(message: string): Notification | undefined {
  // Long headers are folded: what begins with a space belongs to the line before.
  const unfolded = message.replaceAll(/\n[ \t]+/g, ' ');
  const [, slip] = new RegExp(`^${mailHeader}: (.*)$`, 'mi').exec(unfolded) ?? [];
  return slip ? { way: 'mail', ...readSlip(slip) } : undefined;
}

/**
 * Stands in for PagerDuty and Slack, and stands between Alertmanager and programs of ours: what a program was told is noted and handed on.
 */
export function receivers(spec: {
  hear(notification: Notification): void;
  /** Address of the program that a path belongs to; absent for those outside of our reach, who are said yes to. */
  programAt(path: string): string | undefined;
}): Readonly<Record<string, (post: Post) => Promise<Answer>>> {
  return {
    async pagerduty({ body }) {
      const { payload } = JSON.parse(body) as PagerdutyEvent;
      // The end of an incident has no payload in the API of PagerDuty, but Alertmanager sends one.
      spec.hear({ way: 'PagerDuty', ...readSlip(payload?.custom_details?.drill ?? '') });
      return { status: 202, body: '{"status":"success"}' };
    },
    async slack({ body }) {
      const [attachment] = (JSON.parse(body) as SlackMessage).attachments ?? [];
      spec.hear({ way: 'Slack', ...readSlip(attachment?.footer ?? '') });
      return { status: 200, body: 'ok' };
    },
    async webhook({ path, headers, body }) {
      const { receiver, alerts } = JSON.parse(body) as Webhook;
      spec.hear({
        way: 'webhook',
        receiver,
        alerts: alerts.map(({ status, labels }) => toldAlert(status, labels)),
      });
      const program = spec.programAt(path);
      if (!program) return { status: 200, body: '' };
      const answer = await fetch(`${program}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(headers.authorization && { authorization: headers.authorization }),
        },
        body,
      });
      return { status: answer.status, body: await answer.text() };
    },
  };
}
