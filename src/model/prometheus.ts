import type { Job } from './metric.ts';
import type { RuleGroup } from './rule.ts';

/** Series that one scrape of ours may bring. A label that runs wild fails its own scrape instead of the server. */
export const sampleLimit = 25_000;

/** How Prometheus runs: what it scrapes, how often, and whom it tells. */
export interface PrometheusServer {
  /** Default scrape interval. */
  readonly interval: string;
  readonly timeout: string;
  /** Default interval of rule groups. */
  readonly evaluation: string;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly alertmanagers: readonly string[];
  /** Command line flags without which the rules and dashboards would not do what they say, and which no file can hold. */
  readonly flags: readonly string[];
  readonly jobs: readonly Job[];
}

/** The rules of one subject, compiled to one file. */
export interface RuleFile {
  /** Subject: the file's name without its ending. */
  readonly name: string;
  readonly groups: readonly RuleGroup[];
}
