import type { Project } from '../model/project.ts';
import type { Receiver, ReceiverIntegration, Routing } from '../model/routing.ts';
import type { AlertRule } from '../model/rule.ts';
import { matcherText } from '../queries/paths.ts';
import { type Branch, inherited } from '../routing/branches.ts';
import { branchesFor } from '../routing/evaluate.ts';
import { knownLabels } from '../routing/known-labels.ts';
import { matchesAll } from '../routing/matches.ts';

/** Who hears of an alert, as lines of text. */
export interface Told {
  /** People, and programs that people watch. */
  readonly people: readonly string[];
  /** Receivers that are programs of ours. */
  readonly programs: readonly Receiver[];
  /** Where it goes when another server sends it, such as one of staging. */
  readonly elsewhere: readonly string[];
  /** What keeps it quiet while it fires. */
  readonly silencedBy: readonly string[];
}

/** Puts an alert through the routes, as Alertmanager would. */
export function toldOf(rule: AlertRule, { routing, prometheus }: Project): Told | undefined {
  if (!routing) return undefined;
  const labels = knownLabels(rule, prometheus.externalLabels);
  const branches = branchesFor(routing.root, labels) ?? [];
  return {
    people: branches.filter(({ receiver }) => !isProgram(receiver)).map(line),
    programs: branches.map(({ receiver }) => receiver).filter(isProgram),
    elsewhere: elsewhere(labels, routing, prometheus.externalLabels),
    silencedBy: routing.inhibitions
      .filter(({ target }) => matchesAll(target, labels) === true)
      .map(({ source, equal }) => {
        const by = source.filter(({ op, value }) => op === '=' && value !== '').map(matcherText);
        return `\`${by.join(' ')}\` fires with the same ${equal.join(' and ')}`;
      }),
  };
}

const isProgram = ({ integrations }: Receiver): boolean =>
  integrations.length > 0 && integrations.every(({ type }) => type === 'responder');

function line({ receiver, path }: Branch): string {
  const pace = inherited(path, (route) => route.pace);
  const mute = path.at(-1)?.mute ?? [];
  const when = pace
    ? `, ${pace.groupWait} after it fires and every ${pace.repeatInterval} while it does`
    : '';
  const but = mute.length > 0 ? `, not ${mute.map(({ name }) => name).join(', ')}` : '';
  return `**${receiver.name}**: ${receiver.integrations.map(integration).join(', ') || 'nobody'}${when}${but}`;
}

function integration(one: ReceiverIntegration): string {
  switch (one.type) {
    case 'pagerduty':
      return 'PagerDuty';
    case 'slack':
      return `Slack ${one.channel}`;
    case 'email':
      return one.to.join(', ');
    case 'responder':
      return one.url;
  }
}

/** The same alert with another value in a label that the server adds, where the tree then tells somebody else. */
function elsewhere(
  labels: Readonly<Record<string, string>>,
  { root, labels: known }: Routing,
  externalLabels: Readonly<Record<string, string>>,
): readonly string[] {
  const named = (of: Readonly<Record<string, string>>): string =>
    (branchesFor(root, of) ?? []).map(({ receiver }) => receiver.name).join(', ');
  return Object.keys(externalLabels).flatMap((label) =>
    (known[label]?.values ?? [])
      .filter((value) => value !== labels[label])
      .map((value) => ({ value, who: named({ ...labels, [label]: value }) }))
      .filter(({ who }) => who !== named(labels))
      .map(({ value, who }) => `${label} ${value}: ${who}`),
  );
}
