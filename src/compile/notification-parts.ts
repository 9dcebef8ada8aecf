/** Who fills a template in: their data agree but for a few links. */
export type Dialect = 'alertmanager' | 'grafana';

/** Something that a notification can say: a place in a Go template, and what its members can say when it is a list. */
export class Part {
  constructor(
    /** The expression, as it stands after `if` and `range`. */
    readonly go: string,
    readonly members?: Readonly<Record<string, Part>>,
  ) {}

  /** As it stands in the text. */
  toString(): string {
    return `{{ ${this.go} }}`;
  }
}

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
  runbook: part('.Annotations.runbook_url'),
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

const links: Readonly<Record<Dialect, Readonly<Record<string, Part>>>> = {
  alertmanager: {
    dashboard: part('.Annotations.dashboard_url'),
    silence: new Written(`{{ $.ExternalURL }}/#/silences/new?filter=%7B${filter}%7D`),
  },
  // Without a single `$`: what stands for a root here would be taken for a variable in a provisioning file.
  grafana: {
    dashboard: part('or .DashboardURL .Annotations.dashboard_url'),
    silence: part('.SilenceURL'),
  },
};

/** The names that a text may use: what can be said of a notification, and in its lists of each alert. */
export function partsOf(dialect: Dialect): Readonly<Record<string, Part>> {
  const members = { ...alert, ...links[dialect] };
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
