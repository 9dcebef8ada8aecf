import { isJson, type Json, same } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { listed, plain } from '../words.ts';

/** What differs in an index template or a component template of Elasticsearch. */
export function compareIndexTemplate(of: Comparison): void {
  of.words('index_patterns', 'pattern');
  of.fact('composed_of', 'composed of', listed);
  of.fact('priority');
  of.fact('version');
  of.member(
    'template',
    (body) => {
      body.members('settings', (name) => `setting ${name.replace(/^index\./, '')}`);
      body.member('mappings', (mappings) => {
        compareFields(mappings, 'properties');
        mappings.rest();
      });
      body.members('aliases', (name) => `alias ${name}`);
      body.rest();
    },
    '',
  );
  of.rest();
}

/** Fields of a mapping, each by its path; fields of fields are called by theirs. */
function compareFields(of: Comparison, key: string, above = ''): void {
  of.structure(key, (before, after) => {
    const [left, right] = [before ?? {}, after ?? {}];
    if (!isJson(left) || !isJson(right)) return;
    for (const name of [...new Set([...Object.keys(left), ...Object.keys(right)])].sort())
      compareField(of, above ? `${above}.${name}` : name, left[name], right[name]);
  });
}

function compareField(of: Comparison, path: string, was: unknown, is: unknown): void {
  if (same(was, is)) return;
  const what = `field ${path}`;
  if (!isJson(was) || !isJson(is)) {
    of.differing(what, was, is, typeOf);
    return;
  }
  const field = of.inside(was, is, [...of.at, what]);
  compareFields(field, 'properties', path);
  compareFields(field, 'fields', path);
  field.rest();
}

/** `keyword`, or `object` of a field that holds others. */
const typeOf = (field: unknown): string =>
  isJson(field) ? String((field as Json).type ?? 'object') : plain(field);
