import { z } from 'zod';
import type { IndexTemplateSpec } from '../../model/elastic-resource.ts';
import { isJson, type Json } from '../../model/json.ts';
import type { Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';
import { modified, templateBody, withoutDates } from './template-body.ts';

const stored = z.object({
  index_templates: z.array(z.object({ name: z.string(), index_template: z.record(z.string(), z.unknown()) })),
});

/** Index templates of Elasticsearch. It counts no states of them, as of component templates. */
export function indexTemplates({ rest }: ElasticsearchApi): Provider<IndexTemplateSpec> {
  const path = (name: string): string => `/_index_template/${encodeURIComponent(name)}`;
  return {
    kind: 'index-template',
    locks: false,
    observe: eachById(async (name) => {
      const reply = await rest.find(path(name));
      const body = reply && read(stored, reply.body, rest.address.base).index_templates[0]?.index_template;
      return (
        body && { spec: normalize(withoutDates(body) as unknown as IndexTemplateSpec), ...modified(body) }
      );
    }),
    normalize,
    async put({ resource }) {
      await rest.write('PUT', path(resource.id), resource.spec);
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}

/** Every index template of a cluster, whoever made it. */
export async function allIndexTemplates({
  rest,
}: ElasticsearchApi): Promise<readonly { readonly name: string; readonly spec: IndexTemplateSpec }[]> {
  const { body } = await rest.get('/_index_template');
  return read(stored, body, rest.address.base).index_templates.map(({ name, index_template }) => ({
    name,
    spec: normalize(index_template as unknown as IndexTemplateSpec),
  }));
}

/** Some versions tell what was left out, as an empty list or as what it stands for. */
function normalize({ template, data_stream, ...rest }: IndexTemplateSpec): IndexTemplateSpec {
  const body = template && templateBody(template);
  const lists = rest as unknown as Json;
  const { ignore_missing_component_templates: optional, deprecated, ...others } = lists;
  return {
    ...(others as unknown as IndexTemplateSpec),
    index_patterns: listOf(rest.index_patterns),
    composed_of: listOf(rest.composed_of),
    ...(Array.isArray(optional) && optional.length > 0 && { ignore_missing_component_templates: optional }),
    ...(deprecated === true && { deprecated }),
    ...(body && Object.keys(body).length > 0 && { template: body }),
    ...(isJson(data_stream) && {
      data_stream: { hidden: false, allow_custom_routing: false, ...data_stream },
    }),
  };
}

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
