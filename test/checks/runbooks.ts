import type { Project } from '../../src/model/project.ts';
import type { Runbook, Runbooks } from '../../src/model/runbook.ts';
import { text } from './fixture.ts';

/** A runbook of an alert. */
export const book = (alert: string, change: Partial<Runbook> = {}): Runbook => ({
  alert,
  meaning: 'It is down.',
  impact: 'Nobody can work.',
  diagnosis: [{ ask: 'What is down?', query: text('up == 0'), tells: 'What is listed.' }],
  mitigation: ['Start it.', 'Say so.'],
  responses: [],
  ...change,
});

/** The project with these runbooks, all in the file of `commands`, and notes on some responses. */
export function withRunbooks(
  project: Project,
  books: readonly Runbook[],
  responses: readonly string[] = [],
): Project {
  const notes = [{ action: 'restart', does: 'Starts it.', undo: 'Not at all.' }];
  const runbooks: Runbooks = {
    files: [{ name: 'commands', runbooks: books }],
    levels: { 1: 'support', 2: 'engineering', 3: 'architecture', executive: 'leadership' },
    urgency: { critical: 'Now.', high: 'Soon.', medium: 'Today.', low: 'Some day.' },
    programs: { robot: 'It acts.' },
    responses: Object.fromEntries(responses.map((name) => [name, notes])),
    acted: { ask: 'What was done?', query: text('sum(up)'), tells: 'All of it.' },
  };
  return { ...project, runbooks };
}
