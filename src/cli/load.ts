import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../model/failure.ts';

/** Loads definitions; one that throws, or does not parse, becomes a Failure that names its file and line. */
export async function load<Module>(definitions: () => Promise<Module>): Promise<Module> {
  try {
    return await definitions();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { place, message, why } =
      syntax(error) ?? missingExport(error) ?? missingFile(error) ?? thrown(error);
    throw new Failure(place ? `${place}: ${message}` : `a definition cannot be loaded: ${message}`, {
      why,
      next: place
        ? `mend ${place.replace(/:\d+(:\d+)?$/, '')}; \`npx tsc --noEmit\` may say more`
        : 'npx tsc --noEmit',
    });
  }
}

/** What became of a definition. */
interface Loss {
  /** `file:line:column`, or as much of it as is known. */
  readonly place?: string | undefined;
  readonly message: string;
  readonly why: string;
}

const messageOf = (error: unknown): string => String(error instanceof Error ? error.message : error);

/** The transformer says how many errors there are, then each on a line with its place: the first leads to the rest. */
function syntax(error: unknown): Loss | undefined {
  const [, path, position, message] = /^(.+):(\d+:\d+): ERROR: (.*)$/m.exec(messageOf(error)) ?? [];
  if (!path || !message) return undefined;
  return { place: `${shown(path)}:${position}`, message, why: 'it is not valid TypeScript' };
}

/** Node puts the file that imports at the head of the stack, and frames of its own and of the command below. */
function missingExport(error: unknown): Loss | undefined {
  const message = messageOf(error);
  const [, from, name] = /module '(.+)' does not provide an export named '(.+)'/.exec(message) ?? [];
  const [, path, line] =
    /^((?:file:\/\/)?\/?.*?):(\d+)\n/.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
  if (!name || !path) return undefined;
  return {
    place: `${shown(path)}:${positionOf(name, path) ?? line}`,
    message: `${from} does not export ${name}`,
    why: 'the name is misspelt, or is not exported there',
  };
}

/** Where a file names something. What was loaded is the transformed text, whose lines may be others. */
function positionOf(name: string, path: string): string | undefined {
  try {
    const before = readFileSync(pathOf(path), 'utf8').split(new RegExp(`(?<![\\w$])${name}(?![\\w$])`))[0];
    const lines = before?.split('\n') ?? [];
    return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  } catch {
    return undefined;
  }
}

function missingFile(error: unknown): Loss | undefined {
  const [, what, from] =
    /^Cannot find (?:module|package) '(.+?)' imported from (.+)$/m.exec(messageOf(error)) ?? [];
  if (!what || !from) return undefined;
  return {
    place: shown(from),
    message: `it imports ${/^(\/|file:|[A-Z]:\\)/.test(what) ? shown(what) : what}, which is not there`,
    why: 'the name is misspelt, or the file has moved',
  };
}

function thrown(error: unknown): Loss {
  return {
    place: placeOf(error),
    message: messageOf(error).split('\n')[0] ?? '',
    why: 'the definition throws while it is being read',
  };
}

/** `file:line:column` of the definition that an error comes from: the innermost frame outside the engine and its packages. */
function placeOf(error: unknown): string | undefined {
  const text = error instanceof Error ? `${error.stack ?? ''}\n${error.message}` : '';
  for (const [, path, position] of text.matchAll(
    /(file:\/\/[^\s)]+?|(?:\/|[A-Z]:\\)[^\s():]+?):(\d+:\d+)/g,
  )) {
    const file = shown(path as string);
    if (!file.startsWith('..') && !file.startsWith('node_modules') && !file.startsWith('src/'))
      return `${file}:${position}`;
  }
  return undefined;
}

/** A path without what tells one loading of the file from another. */
const pathOf = (path: string): string =>
  path.startsWith('file:') ? fileURLToPath(path) : path.replace(/\?.*$/, '');

/** A path as a person in the repository would write it. */
const shown = (path: string): string => relative(process.cwd(), pathOf(path));
