import type { Conditions } from './conditions.ts';

/** Something that can go wrong: what people would say of it, and what it does to the framework. */
export interface Fault {
  readonly says: string;
  readonly conditions: Partial<Conditions>;
}

/** Every fault by name. */
export const faults = {
  gone: {
    says: 'No instance of the framework answers any more.',
    conditions: { silent: ['claude-framework'] },
  },
  outage: {
    says: 'The framework answers, says that it is down, and nothing works.',
    conditions: { down: 1, commandFailures: 0.95, errors: 0.9, sessionFailures: 0.9 },
  },
  'error-burst': {
    says: 'One unit of work in five ends in an error, and so does one command in five.',
    conditions: { commandFailures: 0.2, errors: 0.2 },
  },
  errors: {
    says: 'Three units of work in a hundred end in an error. Commands recover from it.',
    conditions: { errors: 0.03 },
  },
  slow: {
    says: 'Everything takes twelve times as long.',
    conditions: { slowness: 12 },
  },
  sluggish: {
    says: 'Everything takes half as long again: more than is promised, less than automation acts on.',
    conditions: { slowness: 1.5 },
  },
  'github-down': {
    says: 'GitHub refuses every call.',
    conditions: { githubFailures: 1 },
  },
  'brute-force': {
    says: 'Somebody tries passwords, one every two seconds.',
    conditions: { refusedLogins: 0.5 },
  },
  'module-failures': {
    says: 'Two delegations in three fail, and half of the modules cannot be loaded.',
    conditions: { delegationFailures: 0.67, loadFailures: 0.5 },
  },
  saturation: {
    says: 'The processor has nothing left to give.',
    conditions: { cpu: 96 },
  },
  'memory-pressure': {
    says: 'Memory is filled to three quarters.',
    conditions: { memory: 75 },
  },
  'gate-failures': {
    says: 'Two checks in five by quality gates fail.',
    conditions: { gateFailures: 0.4 },
  },
  'session-failures': {
    says: 'Two sessions in five end in a failure.',
    conditions: { sessionFailures: 0.4 },
  },
  'silent-exporter': {
    says: 'The GitHub exporter does not answer.',
    conditions: { silent: ['github-integration'] },
  },
  'guard-bypass': {
    says: 'Something runs without the security module that must see it first.',
    conditions: { bypasses: 2 },
  },
  'data-leak': {
    says: 'Secrets appear in the log.',
    conditions: { exposures: 2 },
  },
  'corrupt-config': {
    says: 'The checksum of the permissions does not hold.',
    conditions: { corrupt: ['permissions'] },
  },
  'late-telemetry': {
    says: 'Logs and traces arrive two minutes late.',
    conditions: { lag: 120 },
  },
  'lost-canaries': {
    says: 'Nobody reports on canary records any more.',
    conditions: { canariesLost: 1 },
  },
  'undocumented-modules': {
    says: 'Modules were added without a word of documentation.',
    conditions: { undocumented: 25 },
  },
  'unread-findings': {
    says: 'The analyser has found something, and nobody reads it.',
    conditions: { findings: 2 },
  },
  'wild-labels': {
    says: 'A label takes ever new values: addresses are counted as they are asked for.',
    conditions: { strangers: 1 },
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Name of a fault. */
export type FaultName = keyof typeof faults;
