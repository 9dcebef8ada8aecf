import { exitCode, Failure, secondsOf } from '#lib';
import { type ActionName, type ActionSpec, actions, type Effect } from '../../alerts/responses.ts';
import { control } from './adapters/control.ts';
import { github } from './adapters/github.ts';
import { kubernetes } from './adapters/kubernetes.ts';
import { pagerduty } from './adapters/pagerduty.ts';
import { purge } from './adapters/purge.ts';
import { slack } from './adapters/slack.ts';
import type { Carrier } from './carrier.ts';
import type { Mode } from './episode.ts';
import type { Settings } from './settings.ts';

/** An action that can be carried out: its definition, who does it, and whether it may be done. */
export interface Action extends Carrier {
  readonly name: ActionName;
  readonly mode: Mode;
  readonly approval: boolean;
  /** How long it may last at most, as a duration; it is undone then, whatever the alert says. */
  readonly ttl?: string;
}

/** Every action by its name. */
export type Registry = Readonly<Record<ActionName, Action>>;

/** Binds each action to its target. Refuses to carry one out whose target is not set. */
export function createRegistry(settings: Settings): Registry {
  const entries = (Object.entries(actions) as [ActionName, ActionSpec][]).map(([name, spec]) => {
    const mode: Mode = settings.RESPONDER_OFF?.includes(name)
      ? 'off'
      : settings.RESPONDER_EXECUTE?.includes(name)
        ? 'execute'
        : 'dry-run';
    const missing = needs(spec.effect).filter((variable) => settings[variable] === undefined);
    if (mode === 'execute' && missing.length > 0)
      throw new Failure(`${name} cannot be carried out`, {
        why: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`,
        next: `set ${missing.length === 1 ? 'it' : 'them'}, or take ${name} out of RESPONDER_EXECUTE`,
        exit: exitCode.usage,
      });
    const ttl = 'ttl' in spec.effect ? spec.effect.ttl : undefined;
    const action: Action = {
      ...carrier(spec.effect, settings),
      name,
      mode,
      approval: spec.approval ?? false,
      ...(ttl && { ttl }),
    };
    return [name, action] as const;
  });
  return Object.fromEntries(entries) as Registry;
}

const pages = {
  '1': 'PAGERDUTY_LEVEL_1_KEY',
  '2': 'PAGERDUTY_LEVEL_2_KEY',
  '3': 'PAGERDUTY_LEVEL_3_KEY',
  infrastructure: 'PAGERDUTY_INFRASTRUCTURE_KEY',
  executive: 'PAGERDUTY_EXECUTIVE_KEY',
} as const;

/** The settings without which an effect has no target. */
function needs(effect: Effect): readonly (keyof Settings)[] {
  switch (effect.via) {
    case 'control':
    case 'purge':
      return ['CONTROL_URL'];
    case 'scale':
      return ['KUBERNETES_URL'];
    case 'page':
      // The first level is called by Alertmanager; steps of the escalation begin with the second.
      return effect.who === 'by-level' ? [pages[2], pages[3], pages.executive] : [pages[effect.who]];
    case 'message':
      return ['SLACK_WEBHOOK'];
    case 'ticket':
      return ['GITHUB_REPOSITORY', 'GITHUB_TOKEN'];
  }
}

const bearer = (token: string | undefined): Readonly<Record<string, string>> =>
  token ? { Authorization: `Bearer ${token}` } : {};

function carrier(effect: Effect, settings: Settings): Carrier {
  const patience = secondsOf(settings.RESPONDER_PATIENCE) * 1000;
  // What is not carried out needs no address: its name stands for it in what a dry run tells.
  const to = (base: string, headers: Readonly<Record<string, string>> = {}) => ({
    base,
    headers,
    patience,
  });
  switch (effect.via) {
    case 'control':
      return control(effect, to(settings.CONTROL_URL ?? '$CONTROL_URL', bearer(settings.CONTROL_TOKEN)));
    case 'purge':
      return purge(effect, to(settings.CONTROL_URL ?? '$CONTROL_URL', bearer(settings.CONTROL_TOKEN)));
    case 'scale':
      return kubernetes(effect, {
        ...to(settings.KUBERNETES_URL ?? '$KUBERNETES_URL', bearer(settings.KUBERNETES_TOKEN)),
        ...(settings.KUBERNETES_CA_FILE && { caFile: settings.KUBERNETES_CA_FILE }),
      });
    case 'page':
      return pagerduty(effect, to(settings.PAGERDUTY_URL), (who) => {
        const name = pages[who as keyof typeof pages];
        return name && settings[name];
      });
    case 'message':
      return slack(effect, to(settings.SLACK_WEBHOOK ?? '$SLACK_WEBHOOK'));
    case 'ticket':
      return github(
        effect,
        to(settings.GITHUB_URL, {
          ...bearer(settings.GITHUB_TOKEN),
          'User-Agent': 'sightline-responder',
          'X-GitHub-Api-Version': '2022-11-28',
        }),
        settings.GITHUB_REPOSITORY ?? '$GITHUB_REPOSITORY',
      );
  }
}
