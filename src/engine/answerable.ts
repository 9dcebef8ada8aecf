import { secondsOf } from '../model/duration.ts';
import type { Matcher, Node } from '../model/node.ts';
import type { Project } from '../model/project.ts';
import type { Recording, Rule } from '../model/rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { regexOf } from '../promql/narrow.ts';
import { vocabularyOf } from '../promql/vocabulary.ts';
import { nodesOf } from '../promql/walk.ts';
import { resolve } from '../queries/resolve.ts';

/** A server in its first minutes. */
export interface YoungServer {
  /** The jobs that it scrapes. */
  readonly jobs: readonly string[];
  /** Those among them whose past it was given. */
  readonly old: readonly string[];
  /** How far that past reaches back, in seconds. */
  readonly past: number;
}

/** A group that runs less often than this, in seconds, has not run yet; it can only have recorded the past. */
const young = 60;

/**
 * Tells whether a young server can answer a query: every series that it reads is exposed by a scraped job, or recorded from
 * such, and no offset looks further back than there is a past. `up` and the alerts are always there.
 */
export function answerableBy(project: Project, { jobs, old, past }: YoungServer): (node: Node) => boolean {
  const vocabulary = vocabularyOf(project);
  const intervals = new Map<Rule, number>(
    project.rules.flatMap(({ groups }) =>
      groups.flatMap(({ rules, interval }) => rules.map((rule) => [rule, secondsOf(interval)] as const)),
    ),
  );

  /** Rules that read one another in a circle have to come from somewhere: `above` are those that are being looked at. */
  function recorded(rule: Recording, from: readonly string[], above: readonly Recording[]): boolean {
    if (above.includes(rule)) return false;
    const slow = (intervals.get(rule) ?? 0) > young;
    return answerable(rule.query.node, slow ? old : from, [...above, rule]);
  }

  function answerable(node: Node, from: readonly string[], above: readonly Recording[]): boolean {
    return nodesOf(resolve(node).node ?? node).every((one) => {
      if (one.type !== 'selector') return true;
      // The minute before the first question is past enough for a minute.
      if (one.offset && secondsOf(one.offset) > past + young) return false;
      const series = vocabulary.get(nameOf(one));
      if (series?.recordings)
        return series.recordings.some((rule) => meets(one.matchers, rule) && recorded(rule, from, above));
      const exposing = series?.metric?.job.name.split('|') ?? from;
      return exposing.some((job) => from.includes(job) && mayBe(job, one.matchers));
    });
  }

  return (node) => answerable(node, jobs, []);
}

/** Whether matchers let the series of a job through. */
const mayBe = (job: string, matchers: readonly Matcher[]): boolean =>
  matchers.every(({ label, op, value }) => {
    if (label !== 'job') return true;
    if (op === '=') return value === job;
    return op !== '=~' || regexOf(value)?.test(job) !== false;
  });

/** Whether a rule can write what matchers ask for: several rules may share a name and differ in a static label. */
const meets = (matchers: readonly Matcher[], { labels }: Recording): boolean =>
  matchers.every(({ label, op, value }) => op !== '=' || !(label in labels) || labels[label] === value);
