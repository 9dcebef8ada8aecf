import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DashboardJson } from '../board/json.ts';

/** The compiled dashboards as they lie on the disk at the moment: what Grafana would be given. */
export class Dashboards {
  constructor(private readonly folder: string) {}

  /** Titles and tags of all of them, by title. */
  list(): readonly Pick<DashboardJson, 'uid' | 'title' | 'tags' | 'description'>[] {
    return this.files()
      .map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as DashboardJson)
      .map(({ uid, title, tags = [], description = '' }) => ({ uid, title, tags, description }))
      .sort((a, b) => (a.title < b.title ? -1 : 1));
  }

  /** The text of one of them; undefined where there is none of that uid. */
  text(uid: string): string | undefined {
    // The uid is the name of the file; what is not listed is not read.
    const name = `${uid}.json`;
    return this.files().includes(name) ? readFileSync(join(this.folder, name), 'utf8') : undefined;
  }

  private files(): readonly string[] {
    return readdirSync(this.folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  }
}
