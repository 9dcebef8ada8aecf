import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elasticsearch } from '../../platform/elasticsearch.ts';
import { type DocumentProblem, judgeDocument } from '../../src/elasticsearch/judge-document.ts';
import { newIndex } from '../../src/elasticsearch/new-index.ts';
import { parsePipeline } from '../../src/logstash/parse.ts';
import type { Document } from '../../src/logstash/run/event.ts';
import { runPipeline } from '../../src/logstash/run/run.ts';
import { filebeatLine } from './filebeat-line.ts';

const file = 'generated/logstash/framework-pipeline.conf';
/** The committed pipeline: its text is read again, so what is proven is what is shipped. */
const pipeline = parsePipeline(
  readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8'),
  file,
);

/** The key of the pseudonyms in tests. */
export const key = 'a key for tests';

/** Where a line of the log file ends up. */
export interface Stored {
  readonly index: string;
  readonly template: string | undefined;
  readonly document: Document;
  readonly problems: readonly DocumentProblem[];
}

/** A line on its whole way: Filebeat, the filters of Logstash, the mapping of the index that it goes to. */
export function store(line: object | string): Stored {
  const [shipped, ...more] = runPipeline(
    pipeline,
    filebeatLine(typeof line === 'string' ? line : JSON.stringify(line)),
    { USER_PSEUDONYM_KEY: key },
  );
  if (!shipped || more.length > 0) throw new Error('a line must come out of the pipeline once');
  const at = newIndex(elasticsearch, shipped.index);
  return {
    ...shipped,
    template: at?.template,
    problems: judgeDocument(at?.mappings ?? {}, shipped.document),
  };
}
