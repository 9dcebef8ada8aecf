import { withoutTexts } from '../../model/embedded-json.ts';
import { isJson } from '../../model/json.ts';
import type { Item } from './item.ts';
import { jsonIn, objectsIn, word } from './parsed.ts';

/** What a `PUT` to Elasticsearch or Kibana takes; the kind is the folder, the id the file. */
export function elasticsearchIn(text: string, path: string): readonly Item[] {
  const [kind = '', file = ''] = path.split('/').slice(-2);
  const body = jsonIn(text, path);
  const spec = kind === 'lifecycle-policy' && isJson(body.policy) ? body.policy : body;
  return [{ kind, id: file.replace(/\.json$/, ''), spec, path }];
}

/** The saved objects of a file that Kibana imports, with the texts in them taken apart, and which objects they are. */
export function savedObjectsIn(text: string, path: string): readonly Item[] {
  const lines = text.split('\n').filter(Boolean);
  const objects = lines.map((line, at): Item => {
    const of = jsonIn(line, `${path}:${at + 1}`);
    const type = word(of.type);
    const attributes = isJson(of.attributes) ? withoutTexts(type, of.attributes) : {};
    return {
      kind: 'saved-object',
      id: `${type}/${word(of.id)}`,
      name: `${type} ${word(attributes.title ?? attributes.name ?? of.id)}`,
      spec: { ...of, attributes, references: objectsIn(of.references).toSorted(byName) },
      path,
    };
  });
  const ids = objects.map(({ id }) => id);
  return [...objects, { kind: 'import-file', id: path, spec: { objects: ids }, path }];
}

const byName = (one: object, other: object): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
