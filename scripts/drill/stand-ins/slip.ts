/** What a notification was about: who was told of which alerts. */
export interface Slip {
  readonly receiver: string;
  readonly alerts: readonly ToldAlert[];
}

/** An alert in a notification. */
export interface ToldAlert {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  /** It is told as one that has ended. */
  readonly over: boolean;
}

/**
 * Put on every notification by the drill, as a Go template: what people read names neither the receiver nor each alert. Its output
 * is read by `readSlip`.
 */
export const slipTemplate =
  '{{ .Receiver }}{{ range .Alerts }} {{ .Status }}{{ range .Labels.SortedPairs }};{{ .Name }}={{ .Value }}{{ end }}{{ end }}';

/** Reads what the template wrote. */
export function readSlip(text: string): Slip {
  const [receiver = '', ...alerts] = text.trim().split(/\s+/);
  return {
    receiver,
    alerts: alerts.map((each) => {
      const [status = '', ...pairs] = each.split(';');
      return toldAlert(status, Object.fromEntries(pairs.map((pair) => pair.split('='))));
    }),
  };
}

/** An alert by what Alertmanager says of it. */
export function toldAlert(status: string, labels: Readonly<Record<string, string>>): ToldAlert {
  const { alertname = '', ...rest } = labels;
  return { alert: alertname, labels: rest, over: status === 'resolved' };
}
