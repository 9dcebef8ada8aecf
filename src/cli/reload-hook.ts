import type { ResolveFnOutput, ResolveHookContext } from 'node:module';
import type { MessagePort } from 'node:worker_threads';

/*
 * Runs in Node's thread for loader hooks. A module is loaded once for each address, so a file that was edited gets a new
 * address (`?edit=3`), and with it every file that imports it, up to the entry point. The rest keep theirs, and stay loaded.
 */

/** What the hook is told: addresses of files that were edited. An empty list asks for the answer alone. */
export interface Question {
  readonly edited: readonly string[];
}

/** What it answers: addresses of files that were imported for the first time since this was last asked. */
export interface Answer {
  readonly imported: readonly string[];
}

interface Known {
  readonly output: ResolveFnOutput;
  /** Address without a version. */
  readonly url: string;
}

const edits = new Map<string, number>();
const importers = new Map<string, Set<string>>();
/** Asked again for every import of a file that is loaded anew, so kept. */
const resolved = new Map<string, Known>();
let ignored: readonly string[] = [];
let imported: string[] = [];

/** Called once, before the first definition is loaded. */
export function initialize(data: { readonly port: MessagePort; readonly ignored: readonly string[] }): void {
  ignored = data.ignored;
  data.port.on('message', ({ edited }: Question) => {
    const stale = new Set(edited);
    for (const url of stale) {
      edits.set(url, (edits.get(url) ?? 0) + 1);
      for (const importer of importers.get(url) ?? []) stale.add(importer);
    }
    data.port.postMessage({ imported } satisfies Answer);
    if (edited.length === 0) imported = [];
  });
}

/** Node's hook. */
export async function resolve(
  specifier: string,
  context: ResolveHookContext,
  next: (specifier: string, context: ResolveHookContext) => ResolveFnOutput | Promise<ResolveFnOutput>,
): Promise<ResolveFnOutput> {
  const parent = bare(context.parentURL ?? '');
  const key = `${parent} ${specifier}`;
  let known = resolved.get(key);
  if (!known) {
    const output = await next(specifier, context);
    known = { output, url: bare(output.url) };
    if (!isDefinition(known.url)) return output;
    resolved.set(key, known);
    if (!importers.has(known.url)) imported.push(known.url);
    importers.set(known.url, (importers.get(known.url) ?? new Set()).add(parent));
  }
  const edit = edits.get(known.url);
  return edit === undefined
    ? { ...known.output, shortCircuit: true }
    : { ...known.output, url: `${known.url}?edit=${edit}`, shortCircuit: true };
}

const isDefinition = (url: string): boolean =>
  url.startsWith('file:') && !url.includes('/node_modules/') && !ignored.some((one) => url.startsWith(one));

const bare = (url: string): string => url.replace(/\?.*$/, '');
