import { badExpressions } from '../logstash/expressions.ts';
import { readPipeline } from '../logstash/parse.ts';
import { printPipeline } from '../logstash/print.ts';
import { Failure } from '../model/failure.ts';
import type { LogstashPipeline } from '../model/logstash.ts';
import { once } from '../model/once.ts';
import { pipelinePath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

/** Logstash starts with every pipeline: its text is one to the grammar, and its regular expressions are some to Ruby. */
export const pipelineCanBeRead: Check = {
  id: 'pipeline-can-be-read',
  severity: 'error',
  *project({ project: { logstash } }): Iterable<Finding> {
    for (const pipeline of logstash?.pipelines ?? []) {
      const path = pipelinePath(pipeline);
      for (const wrong of wrongText(pipeline)) yield { path, ...wrong };
      for (const { text, why } of badExpressions(pipeline.tree))
        yield { path, message: `the expression ${text} is none: ${why}`, fix: 'write it as Ruby reads it' };
    }
  },
};

const wrongText = once(({ tree }: LogstashPipeline): readonly Pick<Finding, 'message' | 'fix'>[] => {
  try {
    const read = readPipeline(printPipeline(tree));
    if ('tree' in read) return [];
    const { line, column, message } = read.problem;
    return [
      { message: `line ${line}, column ${column}: ${message}`, fix: 'mend the step that is printed there' },
    ];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ message: `${error.message}: ${error.detail.why}`, fix: error.detail.next }];
  }
});
