import type { Step } from './judge.ts';
import { picture } from './picture.ts';
import type { Played } from './play.ts';
import type { DrillScenario } from './scenario.ts';

/** What a drill came to, as text: the picture, every step with its time, and the verdict. */
export function drillReport(name: string, { says }: DrillScenario, played: Played): string {
  const { steps, unexpected, events, took, strain } = played;
  const late = [...steps].sort((one, other) => (one.at ?? Number.MAX_VALUE) - (other.at ?? Number.MAX_VALUE));
  const lines = [
    `${name}: ${says}`,
    '',
    picture(events, took),
    ...late.map(({ of, what, at }) =>
      at === undefined ? `✖   never  ${of} ${what}` : `✔ ${clock(at).padStart(7)}  ${of} ${what}`,
    ),
    ...unexpected.map((alert) => `✖ ${alert} fires, and the scenario does not expect it`),
    ...missing(played),
    ...(strain ? ['', `${strain.says}.`, `next: npm run drill -- ${name} ${strain.next}`] : []),
  ];
  return `${lines.join('\n')}\n\n${verdict(name, played)}\n`;
}

/** What to look at where a step is missing: the first one of each chain, since the others follow from it. */
function missing({ steps, events }: Played): readonly string[] {
  const first = steps.find(({ at }) => at === undefined);
  if (!first) return [];
  const seen = events.flatMap((event) =>
    event.type === 'alert' && event.alert === first.of ? [`${event.state} at ${clock(event.at)}`] : [],
  );
  const told = events.flatMap((event) =>
    event.type === 'told' && event.alert === first.of ? [`${event.receiver} by ${event.way}`] : [],
  );
  const noted = events.flatMap((event) =>
    event.type === 'action' && event.action === first.of ? [`${event.event} (${event.note})`] : [],
  );
  const instead = [...seen.slice(-4), ...new Set(told), ...noted.slice(-3)];
  return [
    '',
    `The first step that is missing: ${first.of} ${first.what}.`,
    `Seen of ${first.of} instead: ${instead.join(', ') || 'nothing at all'}.`,
    `Look at ${whereToLook(first)}`,
  ];
}

/** Where a step comes from. */
function whereToLook({ of, what }: Step): string {
  if (what.startsWith('is told'))
    return 'the routes and inhibitions in alerts/routing.ts: npm test -- routing';
  if (/^(happens|is pending|fires|is over)$/.test(what))
    return `the rule ${of} in alerts/, and at what its fault does in services/simulator/faults/faults.ts`;
  return 'alerts/responses.ts, which says what is done about which alert: npm run responder -- --help';
}

/** The verdict in one line. */
export function verdict(name: string, { steps, unexpected, passed, took, strain }: Played): string {
  const done = steps.filter(({ at }) => at !== undefined).length;
  const stray = unexpected.length > 0 ? `, unexpected: ${unexpected.join(', ')}` : '';
  const busy = strain ? ', not judged: this machine is too busy' : '';
  return `${passed ? '✔' : '✖'} ${name}: ${done} of ${steps.length} steps in ${clock(took)} of the world${stray}${busy}`;
}

/** `12m 05s`. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
}
