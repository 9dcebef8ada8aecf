import { z } from 'zod';
import type { ComponentTemplateSpec } from '../../model/elastic-resource.ts';
import type { Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';
import { modified, templateBody, withoutDates } from './template-body.ts';

const stored = z.object({
  component_templates: z.array(z.object({ component_template: z.record(z.string(), z.unknown()) })).min(1),
});

/** Component templates of Elasticsearch. It counts no states of them: what they hold tells one from the next. */
export function componentTemplates({ rest }: ElasticsearchApi): Provider<ComponentTemplateSpec> {
  const path = (name: string): string => `/_component_template/${encodeURIComponent(name)}`;
  return {
    kind: 'component-template',
    locks: false,
    observe: eachById(async (name) => {
      const reply = await rest.find(path(name));
      if (!reply) return undefined;
      const [found] = read(stored, reply.body, rest.address.base).component_templates;
      const body = found?.component_template ?? {};
      return { spec: normalize(withoutDates(body) as unknown as ComponentTemplateSpec), ...modified(body) };
    }),
    normalize,
    async put({ resource }) {
      await rest.write('PUT', path(resource.id), resource.spec);
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}

const normalize = ({ template, ...rest }: ComponentTemplateSpec): ComponentTemplateSpec => ({
  ...rest,
  template: templateBody(template),
});
