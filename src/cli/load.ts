import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../model/failure.ts';

/** Loads definitions; one that throws, or does not parse, becomes a Failure that names its file and line. */
export async function load<Module>(definitions: () => Promise<Module>): Promise<Module> {
  try {
    return await definitions();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const place = placeOf(error);
    const text = String(error instanceof Error ? error.message : error);
    // A file that does not parse: the compiler's first line only counts what follows.
    const message = /: ERROR: (.*)/.exec(text)?.[1] ?? text.split('\n')[0];
    throw new Failure(place ? `${place}: ${message}` : `a definition cannot be loaded: ${message}`, {
      why: 'the definition throws while it is being read',
      next: place
        ? `mend ${place.replace(/:\d+(:\d+)?$/, '')}; \`npx tsc --noEmit\` may say more`
        : 'npx tsc --noEmit',
    });
  }
}

/** `file:line:column` of the definition that an error comes from: the innermost frame outside the engine and its packages. */
function placeOf(error: unknown): string | undefined {
  const text = error instanceof Error ? `${error.stack ?? ''}\n${error.message}` : '';
  for (const [, url, path, position] of text.matchAll(
    /(?:(file:\/\/[^\s)]+?)|((?:\/|[A-Z]:\\)[^\s():]+?)):(\d+:\d+)/g,
  )) {
    const file = relative(process.cwd(), url ? fileURLToPath(url) : (path as string));
    if (!file.startsWith('..') && !file.startsWith('node_modules') && !file.startsWith('src/'))
      return `${file}:${position}`;
  }
  return undefined;
}
