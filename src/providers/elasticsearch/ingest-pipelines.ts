import { z } from 'zod';
import type { IngestPipelineSpec } from '../../model/elastic-resource.ts';
import type { Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';
import { modified, withoutDates } from './template-body.ts';

const stored = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Ingest pipelines of Elasticsearch, which gives them back as they were sent. `version` is the author's and counts no states, so it
 * is no lock (`if_version`): most pipelines have none.
 */
export function ingestPipelines({ rest }: ElasticsearchApi): Provider<IngestPipelineSpec> {
  const path = (name: string): string => `/_ingest/pipeline/${encodeURIComponent(name)}`;
  return {
    kind: 'ingest-pipeline',
    locks: false,
    observe: eachById(async (name) => {
      const reply = await rest.find(path(name));
      const found = reply && read(stored, reply.body, rest.address.base)[name];
      return found && { spec: withoutDates(found) as unknown as IngestPipelineSpec, ...modified(found) };
    }),
    normalize: (spec) => spec,
    async put({ resource }) {
      await rest.write('PUT', path(resource.id), resource.spec);
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}
