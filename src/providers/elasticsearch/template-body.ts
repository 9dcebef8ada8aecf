import type { ComponentTemplateSpec } from '../../model/elastic-resource.ts';
import { isJson, type Json } from '../../model/json.ts';
import { indexSettings, texts } from './index-settings.ts';

type Body = ComponentTemplateSpec['template'];

/** What a template gives to indices, in one form: what is empty is left out, as some versions do. */
export function templateBody({ settings = {}, mappings = {}, aliases = {}, ...rest }: Body): Body {
  return {
    ...rest,
    ...(!isEmpty(settings) && { settings: indexSettings(settings) }),
    ...(!isEmpty(mappings) && { mappings: mappingBody(mappings) }),
    ...(!isEmpty(aliases) && {
      aliases: Object.fromEntries(Object.entries(aliases).map(([name, alias]) => [name, aliasBody(alias)])),
    }),
  };
}

/** When Elasticsearch noted a template or a pipeline, from 9.2 on. No part of what it is. */
export function withoutDates(stored: Json): Json {
  const { created_date_millis, modified_date_millis, created_date, modified_date, ...rest } = stored;
  return rest;
}

/** When it was written last, ISO 8601, where the server notes it. */
export const modified = ({
  modified_date_millis: at,
}: Json): { readonly edited?: { readonly at: string } } =>
  typeof at === 'number' ? { edited: { at: new Date(at).toISOString() } } : {};

/** Scalars of a mapping may come back as texts; `_meta` is the author's and stays as it is. */
function mappingBody({ _meta, ...mappings }: Json): Json {
  return { ...(texts(mappings) as Json), ...(_meta !== undefined && { _meta }) };
}

/** One `routing` comes back as two. */
function aliasBody(alias: unknown): unknown {
  if (!isJson(alias)) return alias;
  const { routing, ...rest } = alias;
  return routing === undefined ? rest : { index_routing: routing, search_routing: routing, ...rest };
}

const isEmpty = (value: Json): boolean => !isJson(value) || Object.keys(value).length === 0;
