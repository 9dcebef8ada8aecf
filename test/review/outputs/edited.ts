import { project } from '../../../scripts/project.ts';
import { compile } from '../../../src/compile/compile.ts';
import { stableJson } from '../../../src/compile/json.ts';
import type { FileSet } from '../../../src/review/outputs/diff-outputs.ts';

/** What the project compiles to, by path. */
export const compiled: ReadonlyMap<string, string> = new Map(
  compile(project).map(({ path, text }) => [path, text]),
);

/** Texts as a revision. */
export const revision = (name: string, texts: ReadonlyMap<string, string>): FileSet => ({
  revision: name,
  digests: texts,
  texts: (paths) =>
    new Map(paths.flatMap((path) => (texts.has(path) ? [[path, texts.get(path) as string]] : []))),
});

// biome-ignore lint/suspicious/noExplicitAny: a test reaches into JSON of any shape.
export type Loose = any;

/** Outputs that a test edits. */
export class Edited {
  readonly texts = new Map(compiled);

  text(path: string): string {
    const text = this.texts.get(path);
    if (text === undefined) throw new Error(`there is no ${path}`);
    return text;
  }

  /** Puts one text in the place of another, which must be there. */
  replace(path: string, from: string, to: string): void {
    const text = this.text(path);
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    this.texts.set(
      path,
      text.replace(from, () => to),
    );
  }

  json(path: string, change: (value: Loose) => void): void {
    const value = JSON.parse(this.text(path));
    change(value);
    this.texts.set(path, stableJson(value));
  }

  /** A Grafana dashboard. */
  dashboard(uid: string, change: (dashboard: Loose) => void): void {
    this.json(`grafana-provisioning/dashboards/${uid}.json`, change);
  }

  /** A panel of a dashboard, by its title. */
  panel(uid: string, title: string, change: (panel: Loose, dashboard: Loose) => void): void {
    this.dashboard(uid, (dashboard) => {
      const panel = dashboard.panels.find((one: Loose) => one.title === title);
      if (!panel) throw new Error(`${uid} has no panel ${title}`);
      change(panel, dashboard);
    });
  }

  /** Every file that Kibana imports and that has an object, with the object edited; its texts inside texts are taken apart. */
  savedObject(type: string, id: string, change: (attributes: Loose) => void): void {
    for (const [path, text] of this.texts)
      if (path.endsWith('.ndjson'))
        this.texts.set(
          path,
          text.replaceAll(/^.+$/gm, (line) => {
            const object = JSON.parse(line);
            if (object.type !== type || object.id !== id) return line;
            change(object.attributes);
            return JSON.stringify(object);
          }),
        );
  }

  rules(subject: string, from: string, to: string): void {
    this.replace(`generated/prometheus/rules/${subject}.rules.yml`, from, to);
  }
}
