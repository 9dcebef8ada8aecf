import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { Problem } from '../model/problem.ts';

/** A source file: its path from the root of the repository, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a text imports, as it is written there. */
export function importsIn(text: string): readonly string[] {
  const code = text.replaceAll(/^\s*(\/\/|\*).*$/gm, '').replaceAll(/`[^`]*`/g, '``');
  const found = code.matchAll(
    /^(?:import|export)\b[^'";=(]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm,
  );
  return [...found].map(([, fixed, effect, dynamic]) => fixed ?? effect ?? dynamic ?? '');
}

/** Folders whose index.ts is the list of what is in them. */
const folders = ['catalog', 'dashboards', 'kibana', 'alerts', 'datasources'];

/** Definitions that no other file of their folder imports, and which a build would therefore not see. */
export function unlisted(files: readonly SourceFile[]): readonly string[] {
  return folders.flatMap((folder) => {
    const inside = new Map(
      files.filter(({ path }) => path.startsWith(`${folder}/`)).map((file) => [file.path, file]),
    );
    const index = `${folder}/index.ts`;
    // Without a list, the definitions of this project are elsewhere.
    if (!inside.has(index)) return [];
    // Folders inside hold parts that definitions share.
    const missing = new Set([...inside.keys()].filter((path) => dirname(path) === folder && path !== index));
    // What a listed file reads (labels, jobs) is no definition of its own. Mostly the list alone has to be read.
    const seen = new Set([index]);
    for (const path of seen) {
      if (missing.size === 0) break;
      for (const name of importsIn(inside.get(path)?.text ?? '')) {
        if (!name.startsWith('.')) continue;
        const to = posix.join(dirname(path), name);
        seen.add(to);
        missing.delete(to);
      }
    }
    return [...missing];
  });
}

/** The problem of each definition below a root that nobody lists. */
export function unlistedProblems(root: string): readonly Problem[] {
  return unlisted(sources(root)).map((path) => ({
    check: 'definition-is-listed',
    severity: 'error',
    path,
    message: `no other file of ${dirname(path)}/ imports it, so the build does not see it`,
    fix: `add it to ${dirname(path)}/index.ts, or remove the file`,
  }));
}

const sources = (root: string): readonly SourceFile[] =>
  folders
    .filter((folder) => existsSync(join(root, folder, 'index.ts')))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
        .sort()
        .map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
    )
    .map((path) => ({
      path,
      get text() {
        return readFileSync(join(root, path), 'utf8');
      },
    }));
