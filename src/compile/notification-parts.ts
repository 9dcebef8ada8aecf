import type { NotificationLinks } from '../model/routing.ts';

/** Who fills a template in: their data agree but for a few links. */
export type Dialect = 'alertmanager' | 'grafana';

/** Something that a notification can say: a place in a Go template, and what its members can say when it is a list. */
export class Part {
  constructor(
    /** The expression, as it stands after `if` and `range`. */
    readonly go: string,
    readonly members?: Parts,
  ) {}

  /** As it stands in the text. */
  toString(): string {
    return `{{ ${this.go} }}`;
  }
}

/** What a text may use, by name. */
export type Parts = Readonly<Record<string, Part>>;

const part = (go: string): Part => new Part(go);
const moment = (field: string): Part => part(`${field}.UTC.Format "2006-01-02 15:04 MST"`);

/** What can be said of one alert. */
const alert = {
  name: part('.Labels.alertname'),
  severity: part('.Labels.severity'),
  level: part('.Labels.level'),
  environment: part('.Labels.environment'),
  summary: part('.Annotations.summary'),
  description: part('.Annotations.description'),
  since: moment('.StartsAt'),
  until: moment('.EndsAt'),
};

// Names of alerts and environments are of letters, digits, hyphens and underscores, which an address holds as they are.
const filter = ['alertname', 'environment']
  .map((label) => `${label}%3D%22{{ .Labels.${label} }}%22`)
  .join('%2C');

/** A piece of text with places of its own. */
class Written extends Part {
  override toString(): string {
    return this.go;
  }
}

/** An annotation that names a place, led on to its address. One that is an address already stays as it is. */
const address = (annotation: string, place: string, at: string): string =>
  `reReplaceAll "^${place}" "${at.replace(/\/*$/, '/')}" .Annotations.${annotation}`;

const linksOf = ({ grafana, runbooks }: NotificationLinks): Readonly<Record<Dialect, Parts>> => ({
  alertmanager: {
    dashboard: part(address('dashboard_url', '/', grafana)),
    runbook: part(address('runbook_url', 'alerts/runbooks/', runbooks)),
    silence: new Written(`{{ $.ExternalURL }}/#/silences/new?filter=%7B${filter}%7D`),
  },
  // Without a single `$`: what stands for a root here would be taken for a variable in a provisioning file.
  grafana: {
    dashboard: part(`or .DashboardURL (${address('dashboard_url', '/', grafana)})`),
    runbook: part(address('runbook_url', 'alerts/runbooks/', runbooks)),
    silence: part('.SilenceURL'),
  },
});

/** The names that a text may use: what can be said of a notification, and in its lists of each alert. */
export function partsOf(dialect: Dialect, links: NotificationLinks): Parts {
  const members = { ...alert, ...linksOf(links)[dialect] };
  return {
    firing: new Part('.Alerts.Firing', members),
    resolved: new Part('.Alerts.Resolved', members),
    count: part('len .Alerts'),
    // What all alerts of the notification agree on, or nothing.
    name: part('.CommonLabels.alertname'),
    severity: part('.CommonLabels.severity | toUpper'),
    subject: part('.CommonLabels.subject'),
    environment: part('.CommonLabels.environment'),
    summary: part('.CommonAnnotations.summary'),
  };
}
