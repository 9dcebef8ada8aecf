import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stableJson } from '../../compile/json.ts';
import { replace } from '../../compile/write.ts';
import { look } from '../../engine/settle.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Edit } from '../../review/edit.ts';
import { edits } from '../../review/edits.ts';
import { unifiedPatch } from '../../review/patch.ts';
import { sentence } from '../../review/sentence.ts';
import type { Command } from '../command.ts';
import { pullable, pulled } from '../deploy/pulled.ts';
import { openSession, requireAll, type Site } from '../deploy/session.ts';
import { writeUserFile } from '../deploy/user-file.ts';
import { load } from '../load.ts';
import { comparing } from './plan.ts';

/** `npm run pull`: an edit that was made in the browser, as a patch to look at beside the definition. */
export function pullCommand(site: Site): Command {
  return {
    name: 'pull',
    summary:
      'Brings an edit of a dashboard back from a server: in words, and as a patch of its compiled file.',
    options: {
      target: comparing.target as NonNullable<(typeof comparing)['target']>,
      json: { type: 'boolean', help: 'print the edits as JSON' },
      out: {
        type: 'string',
        short: 'o',
        value: 'FILE',
        help: 'where to write the patch; .sightline/pull/<uid>.patch unless told',
      },
    },
    words: 'UID',
    async run({ flags, values, words }) {
      const [uid] = words;
      const session = await openSession(site, await load(site.definitions), values.target);
      const found = uid && words.length === 1 ? pulled(session.parts, uid) : undefined;
      const provider = found?.part.providers.find(({ kind }) => kind === found.kind);
      if (!uid || !found || !provider) {
        // It may be on the server that does not answer.
        requireAll(session);
        const known = pullable(session.parts);
        throw new Failure(uid ? `no dashboard is defined as ${uid}` : 'which dashboard?', {
          why: `there are ${known.join(', ')}`,
          next: `npm run pull -- ${known[0] ?? 'UID'}`,
          exit: exitCode.usage,
        });
      }
      const { kind, id, part, path, content } = found;
      const resource = part.desired.find((one) => one.kind === kind && one.id === id);
      const actual = await look(provider, id);
      if (!actual)
        throw new Failure(`${session.target.name} has no dashboard ${uid}`, { next: 'npm run plan' });
      // What is no longer defined comes back whole.
      const mine = resource && provider.normalize(resource.spec, actual);
      const theirs = actual.spec;
      const changes = mine ? edits(kind, mine, theirs) : [];
      if (flags.json) {
        process.stdout.write(
          `${JSON.stringify({ uid, edited: actual.edited, edits: changes.map((edit) => ({ ...edit, text: sentence(edit) })) }, null, 2)}\n`,
        );
        return exitCode.ok;
      }
      if (mine && changes.length === 0) {
        process.stdout.write(`${uid} is as it is defined.\n`);
        return exitCode.ok;
      }
      const patch = unifiedPatch(
        path,
        mine === undefined ? undefined : stableJson(content(mine)),
        stableJson(content(theirs)),
      );
      const out = values.out ?? `.sightline/pull/${uid}.patch`;
      if (values.out) writeUserFile(out, patch);
      else replace(site.root, [{ path: out, text: patch }]);
      const { by, at } = actual.edited ?? {};
      const who = [by && `by ${by}`, at && `on ${at.slice(0, 16).replace('T', ' ')}`]
        .filter(Boolean)
        .join(' ');
      process.stdout.write(
        `${uid}, last saved ${who || 'by somebody'}, ${mine ? 'differs from its definition' : 'has no definition'}:\n`,
      );
      for (const edit of changes) {
        process.stdout.write(`  ${sentence(edit)}\n`);
        const place = placeOf(edit, site.root);
        if (place) process.stdout.write(`    defined at ${place}\n`);
      }
      process.stdout.write(
        `The patch is in ${out}.\nnext: change the definition until npm run build gives the same; then npm run plan says there is no difference\n`,
      );
      return exitCode.ok;
    },
  };
}

/** The line of a definition that names what an edit is about, as `dashboards/x.ts:12`, if one does. */
function placeOf({ at, what, before }: Edit, root: string): string | undefined {
  const shown = at.find((part) => part.startsWith('panel '))?.slice('panel '.length);
  // A panel is called by what it is called there; the definition knows its old title.
  const title = what === 'title' && before ? before.replace(/^"(.*)"$/, '$1') : shown;
  const folder = join(root, 'dashboards');
  if (!title || !existsSync(folder)) return undefined;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const name of files.sort()) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(`'${title}'`) || text.includes(`"${title}"`));
    if (line >= 0) return `dashboards/${name}:${line + 1}`;
  }
  return undefined;
}
