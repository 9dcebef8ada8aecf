import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A dashboard in Grafana's classic schema. */
export type Board = Readonly<Record<string, unknown>> & { readonly uid: string };

type Panel = Readonly<Record<string, unknown>> & {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly y: number };
};

const isBoard = (name: string): boolean => name.endsWith('.json');

/**
 * Writes the dashboards that are deployed: each of a built project with the panels of the next one below its own. That makes
 * forty panels and some 50 KB on the wire, which is what large dashboards have.
 */
export function writeBoards(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).filter(isBoard).sort();
  const read = (at: number): Board & { readonly panels: readonly Panel[] } =>
    JSON.parse(readFileSync(join(from, names[at % names.length] as string), 'utf8'));
  for (const [at, name] of names.entries()) {
    const [board, next] = [read(at), read(at + 1)];
    // Ids of panels are below a million, and no dashboard is a thousand lines long.
    const below = next.panels.map((panel) => ({
      ...panel,
      id: panel.id + 1e6,
      gridPos: { ...panel.gridPos, y: panel.gridPos.y + 1000 },
    }));
    writeFileSync(join(to, name), JSON.stringify({ ...board, panels: [...board.panels, ...below] }));
  }
}

/** Uids of the dashboards in a folder. */
export const uidsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(isBoard)
    .sort()
    .map((name) => name.slice(0, -'.json'.length));

/** Every dashboard of a folder as it is in some edition: from one to the next, somebody renamed the last panel of each. */
export function boardsIn(folder: string, edition: number): readonly Board[] {
  return uidsIn(folder).map((uid) => {
    const board = JSON.parse(readFileSync(join(folder, `${uid}.json`), 'utf8'));
    const panels: readonly Panel[] = board.panels;
    const last = panels.length - 1;
    return {
      ...board,
      panels: panels.map((panel, at) =>
        at === last ? { ...panel, title: `${panel.title}, edition ${edition}` } : panel,
      ),
    };
  });
}
