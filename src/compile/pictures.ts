import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Dashboard } from '../model/dashboard.ts';
import { Failure } from '../model/failure.ts';
import type { Project } from '../model/project.ts';
import { print } from '../promql/print.ts';
import { Disk } from './disk.ts';
import { stableJson } from './json.ts';

/** Where `npm run render` puts the pictures of this project. */
export const picturesFolder = 'docs/pictures';
/** Says of which state of its dashboard each picture is, by uid. */
export const drawnPath = `${picturesFolder}/drawn.json`;

const drawn = z.record(z.string(), z.string());

/**
 * What a picture of a dashboard depends on, in twelve letters: the dashboard, and the recorded series it reads. Not the code that
 * draws, whose own tests look at what it draws.
 */
export function pictureDigest(dashboard: Dashboard, { rules }: Pick<Project, 'rules'>): string {
  const records = rules.flatMap(({ groups }) =>
    groups.flatMap((group) =>
      group.rules.flatMap((rule) =>
        rule.type === 'record' ? [{ name: rule.record, text: print(rule.query.node) }] : [],
      ),
    ),
  );
  const read: string[] = [stableJson(dashboard.json)];
  let left = records;
  // A record may be made of others.
  for (let at = 0; at < read.length; at++) {
    const text = read[at] as string;
    const found = left.filter(({ name }) => text.includes(name));
    left = left.filter((one) => !found.includes(one));
    read.push(...found.map(({ name, text }) => `${name} = ${text}`));
  }
  return createHash('sha256').update(read.sort().join('\n')).digest('hex').slice(0, 12);
}

/** The list that stands beside pictures, as text. */
export const drawnText = (digests: Readonly<Record<string, string>>): string => stableJson(digests);

/** The list as it is on disk; empty where there is none. Fails where it is no list. */
export function readDrawn(root: string, disk = new Disk()): Readonly<Record<string, string>> {
  const text = disk.read(join(root, drawnPath));
  if (text === undefined) return {};
  try {
    return drawn.parse(JSON.parse(text));
  } catch {
    throw new Failure(`${drawnPath} does not say which pictures were drawn of what`, {
      next: `git checkout -- ${drawnPath}, or npm run render`,
    });
  }
}

/** Pictures that show a dashboard as it was; none where no pictures are kept. */
export function stalePictures(project: Project, root: string, disk = new Disk()): readonly string[] {
  if (!existsSync(join(root, drawnPath))) return [];
  const known = readDrawn(root, disk);
  const current = new Map(project.dashboards.map((one) => [one.uid, pictureDigest(one, project)]));
  return [...new Set([...current.keys(), ...Object.keys(known)])]
    .filter((uid) => current.get(uid) !== known[uid])
    .sort()
    .map((uid) => `${picturesFolder}/${uid}.png`);
}
