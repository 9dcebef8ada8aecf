import { fieldsIn, parseKql } from '../kql/parse.ts';
import { readsOf } from '../kql/reads.ts';
import type { KqlNode } from '../model/kql.ts';
import { flatFields } from '../model/log.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** Every field that Kibana is asked for is one of an event of the view, and KQL written by hand can be read. */
export const kibanaFieldIsKnown: Check = {
  id: 'kibana-field-is-known',
  severity: 'error',
  *project({ project: { kibanaContent } }): Iterable<Finding> {
    if (!kibanaContent) return;
    for (const { path, view, fields, questions } of readsOf(kibanaContent)) {
      for (const text of questions.flatMap(rawIn)) {
        const parsed = parseKql(text);
        if ('message' in parsed)
          yield {
            path,
            message: `Kibana cannot read "${text.trim()}": ${parsed.message}`,
            fix: 'write it as Kibana takes it in its search bar, or with the functions of reading()',
          };
      }
      const known = [view.timeField, ...flatFields(view.fields).map(([field]) => field)];
      const asked = new Set([...fields, ...questions.flatMap(fieldsIn)]);
      for (const field of asked) {
        // A wildcard may stand for fields that are there.
        if (known.includes(field) || field.includes('*')) continue;
        const near = nearest(field, known);
        yield {
          path,
          message: `no event of ${view.title} has a field ${field}`,
          fix: near ? `write ${near}` : `add it to an event of ${view.id}, or ask another view`,
        };
      }
    }
  },
};

/** Texts written by hand. */
function rawIn(node: KqlNode): readonly string[] {
  if (node.type === 'raw') return [node.text];
  if (node.type === 'not') return rawIn(node.of);
  return 'of' in node ? node.of.flatMap(rawIn) : [];
}
