import type { Level, Severity } from './rule.ts';
import type { Vector } from './vector.ts';

/** A query that narrows the cause down. */
export interface RunbookQuestion {
  /** The question, as a person would ask it. */
  readonly ask: string;
  readonly query: Vector;
  /** What its answers mean, and where they lead. */
  readonly tells: string;
}

/** What a person wrote for whoever is called by an alert. What its definition says already is not repeated here. */
export interface Runbook {
  /** Name of the alert, and of its page. */
  readonly alert: string;
  /** What is going on, beyond the summary. */
  readonly meaning: string;
  /** Who notices, and how bad it is. */
  readonly impact: string;
  readonly diagnosis: readonly RunbookQuestion[];
  /** Steps, the first one first. */
  readonly mitigation: readonly string[];
  /** Names of automated responses that other alerts about the same trouble may have set off. */
  readonly responses: readonly string[];
  /** Whom to call beside those who are called anyway. */
  readonly escalation?: string;
}

/** The runbooks of a subject: those of the alerts in the rule file of the same name. */
export interface RunbookFile {
  readonly name: string;
  readonly runbooks: readonly Runbook[];
}

/** What an automated response does, action by action, for those who come after it. */
export type ResponseNotes = readonly {
  readonly action: string;
  /** What it changes, and what that looks like. */
  readonly does: string;
  /** How it ends, by itself or by hand. */
  readonly undo: string;
}[];

/** Every runbook, and what they have in common. */
export interface Runbooks {
  readonly files: readonly RunbookFile[];
  /** Who a level is. */
  readonly levels: Readonly<Record<Level, string>>;
  /** How soon somebody must answer an alert, and what happens when nobody does. */
  readonly urgency: Readonly<Record<Severity, string>>;
  /** What a program does that is told of alerts, by the name of its receiver. */
  readonly programs: Readonly<Record<string, string>>;
  readonly responses: Readonly<Record<string, ResponseNotes>>;
  /** Shows what automation has done lately. */
  readonly acted: RunbookQuestion;
}
