import { picture } from './picture.ts';
import type { Played } from './play.ts';
import type { DrillScenario } from './scenario.ts';

/** What a drill came to, as text: the picture, every step with its time, and the verdict. */
export function drillReport(name: string, { says }: DrillScenario, played: Played): string {
  const { steps, unexpected, events, took, passed, failedScrapes } = played;
  const late = [...steps].sort((one, other) => (one.at ?? Number.MAX_VALUE) - (other.at ?? Number.MAX_VALUE));
  const lines = [
    `${name}: ${says}`,
    '',
    picture(events, took),
    ...late.map(({ of, what, at }) =>
      at === undefined ? `✖   never  ${of} ${what}` : `✔ ${clock(at).padStart(7)}  ${of} ${what}`,
    ),
    ...unexpected.map((alert) => `✖ ${alert} fires, and the scenario does not expect it`),
    ...(passed || failedScrapes === 0
      ? []
      : [
          '',
          `${failedScrapes} scrapes failed. Where no fault explains that, this machine is too busy for a world so fast: --factor 15`,
        ]),
  ];
  return `${lines.join('\n')}\n\n${verdict(name, played)}\n`;
}

/** The verdict in one line. */
export function verdict(name: string, { steps, unexpected, passed, took }: Played): string {
  const done = steps.filter(({ at }) => at !== undefined).length;
  const stray = unexpected.length > 0 ? `, unexpected: ${unexpected.join(', ')}` : '';
  return `${passed ? '✔' : '✖'} ${name}: ${done} of ${steps.length} steps in ${clock(took)} of the world${stray}`;
}

/** `12m 05s`. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
}
