import { Failure } from '../model/failure.ts';

/** A release of Elasticsearch or Kibana, as it is compared. */
export type ElasticVersion = readonly [major: number, minor: number];

/** `8.8.2` as two numbers; the rest of a release changes no API. */
export function elasticVersion(text: string): ElasticVersion {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(text) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
}

/** Whether a release is at least another. */
export const isSince = ([major, minor]: ElasticVersion, [least, small]: ElasticVersion): boolean =>
  major > least || (major === least && minor >= small);

/** Refuses a server older than the oldest whose API is known here. */
export function requireSupported(server: string, told: string, base: string): ElasticVersion {
  const version = elasticVersion(told);
  if (isSince(version, [8, 8])) return version;
  throw new Failure(`${server} ${told} at ${base} is too old`, {
    why: 'its API lacks what a deployment needs; 8.8 is the oldest that has it',
    next: `upgrade ${server}, or take it out of the target in platform/targets.ts`,
  });
}
