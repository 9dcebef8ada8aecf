/** What a notification was about: who was told of which alerts. */
export interface Slip {
  readonly receiver: string;
  readonly alerts: readonly { readonly alert: string; readonly over: boolean }[];
}

/**
 * Put on every notification by the drill, as a Go template: what people read names neither the receiver nor each alert. Its output
 * is read by `readSlip`.
 */
export const slipTemplate =
  '{{ .Receiver }}{{ range .Alerts }} {{ .Labels.alertname }}={{ .Status }}{{ end }}';

/** Reads what the template wrote. */
export function readSlip(text: string): Slip {
  const [receiver = '', ...alerts] = text.trim().split(/\s+/);
  return {
    receiver,
    alerts: alerts.map((each) => {
      const [alert = '', status] = each.split('=');
      return { alert, over: status === 'resolved' };
    }),
  };
}
