import type { DrillEvent } from './event.ts';

/** Columns of names, and of time. */
const names = 46;
const times = 58;

/**
 * A drill as a picture of text: a line for each fault, alert, receiver and action, and time from left to right.
 * `▓` a fault, `·` pending, `█` firing, `▲` told, `▽` told that it is over, `●` done, `○` taken back, `✖` failed, `?` waits for a person.
 */
export function picture(events: readonly DrillEvent[], now: number): string {
  const end = Math.max(now, 600);
  const column = (at: number): number => Math.min(times - 1, Math.floor((at / end) * times));
  const lines: string[] = [`${''.padEnd(names)}${scale(end, column)}`];
  for (const [name, cells] of rows(events, now, column)) {
    const label = name.length > names - 2 ? `${name.slice(0, names - 3)}…` : name;
    lines.push(`${label.padEnd(names)}${cells.join('').trimEnd()}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Minutes of the world, where there is room for them. */
function scale(end: number, column: (at: number) => number): string {
  const step = [1, 2, 5, 10, 20, 30, 60].find((minutes) => end / 60 / minutes <= 7) ?? 120;
  const line = Array.from({ length: times }, () => ' ');
  for (let minute = 0; minute * 60 < end; minute += step) {
    const text = `${minute}m`;
    if (column(minute * 60) + text.length <= times) line.splice(column(minute * 60), text.length, ...text);
  }
  return line.join('').trimEnd();
}

/** A line of the picture. */
interface Line {
  readonly name: string;
  readonly cells: string[];
}

function rows(
  events: readonly DrillEvent[],
  now: number,
  column: (at: number) => number,
): readonly (readonly [string, readonly string[]])[] {
  const line = (name: string): Line => ({ name, cells: Array.from({ length: times }, () => ' ') });
  const fill = ({ cells }: Line, from: number, to: number, sign: string): void => {
    for (let at = column(from); at <= Math.max(column(from), column(to) - 1); at++)
      // Where several of one name differ, the worst is shown.
      if (cells[at] !== '█') cells[at] = sign;
  };
  const mark = ({ cells }: Line, at: number, sign: string): void => {
    // Two things in one column: the first stays, the next stands beside it.
    let place = column(at);
    while (cells[place] !== ' ' && cells[place] !== sign && place < times - 1) place++;
    cells[place] = sign;
  };

  const faults = events.flatMap((e): Line[] => {
    if (e.type !== 'fault' || e.over) return [];
    const row = line(`fault ${e.fault}`);
    const over = events.find((other) => other.type === 'fault' && other.fault === e.fault && other.over);
    fill(row, e.at, over?.at ?? now, '▓');
    return [row];
  });

  const fired = [
    ...new Set(events.flatMap((e) => (e.type === 'alert' && e.state === 'firing' ? [e.alert] : []))),
  ];
  const alerts = fired.flatMap((alert) => {
    const row = line(alert);
    const own = events.filter((e) => e.type === 'alert' && e.alert === alert);
    own.forEach((e, index) => {
      if (e.type !== 'alert' || e.state === 'over') return;
      const same = (other: DrillEvent) =>
        other.type === 'alert' && JSON.stringify(other.labels) === JSON.stringify(e.labels);
      const next = own.slice(index + 1).find(same);
      fill(row, e.at, next?.at ?? now, e.state === 'firing' ? '█' : '·');
    });
    const told = events.filter((e) => e.type === 'told' && e.alert === alert);
    const heard = [...new Set(told.map((e) => (e.type === 'told' ? e.receiver : '')))].map((receiver) => {
      const below = line(`  ${receiver}`);
      for (const e of told)
        if (e.type === 'told' && e.receiver === receiver) mark(below, e.at, e.over ? '▽' : '▲');
      return below;
    });
    return [row, ...heard];
  });

  const acted = events.flatMap((e) => (e.type === 'action' ? [e] : []));
  const actions = [...new Set(acted.map(({ action }) => action))].map((action) => {
    const row = line(action);
    for (const e of acted) if (e.action === action) mark(row, e.at, signs[e.event]);
    return row;
  });
  return [...faults, ...alerts, ...actions].map(({ name, cells }) => [name, cells] as const);
}

const signs = {
  succeeded: '●',
  'dry-run': '◌',
  undone: '○',
  failed: '✖',
  'approval-wanted': '?',
} as const;
