import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Copies the series of some names out of OpenMetrics text into a folder: promtool reads a file once for every two hours in it. */
export async function chosenSeries(
  path: string,
  names: ReadonlySet<string>,
  folder: string,
  found = new Set<string>(),
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, basename(path));
  const out = createWriteStream(target);
  let last = '';
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line !== '') last = line;
    const [, about, name = ''] = /^(# \w+ )?([\w:]+)/.exec(line) ?? [];
    if (about ? ![...names].some((one) => one.startsWith(name)) : !names.has(name)) continue;
    if (!about) found.add(name);
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  // Whether the text is whole is for promtool to say.
  out.end(last === '# EOF' ? '# EOF\n' : '');
  await once(out, 'finish');
  return target;
}
