import type {
  EmailIntegration,
  PagerdutyIntegration,
  Receiver,
  ReceiverIntegration,
  ResponderIntegration,
  SlackIntegration,
} from '../model/routing.ts';

/** What may be left out of an integration: its kind, and what most say alike. */
type Spec<Of extends ReceiverIntegration, Usual extends keyof Of> = Omit<Of, 'type' | Usual> &
  Partial<Pick<Of, Usual>>;

/** Declares who hears of alerts. Routes refer to the constant, so one that is not declared does not compile. */
export function receiver<const Name extends string>(spec: Receiver<Name>): Receiver<Name> {
  return spec;
}

/** Pages the on-call person of a PagerDuty service. */
export function pagerduty(spec: Spec<PagerdutyIntegration, 'text' | 'resolved'>): PagerdutyIntegration {
  return { type: 'pagerduty', text: 'page', resolved: true, ...spec };
}

/** Posts to a Slack channel. */
export function slack(spec: Spec<SlackIntegration, 'title' | 'text' | 'resolved'>): SlackIntegration {
  return { type: 'slack', title: 'title', text: 'message', resolved: true, ...spec };
}

/** Sends mail. */
export function email(spec: Spec<EmailIntegration, 'subject' | 'text' | 'resolved'>): EmailIntegration {
  return { type: 'email', subject: 'title', text: 'message', resolved: true, ...spec };
}

/** Tells a service of ours. It hears of the end too: that is when it takes back what it did. */
export function responder(spec: Spec<ResponderIntegration, 'resolved'>): ResponderIntegration {
  return { type: 'responder', resolved: true, ...spec };
}
