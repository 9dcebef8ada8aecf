import { readFileSync } from 'node:fs';
import peggy from 'peggy';
import { Failure } from '../model/failure.ts';
import type { PipelineTree } from '../model/logstash.ts';

// Read as it stands and generated when first asked for: that takes a few milliseconds, and there is no second file to keep in step.
let parser: peggy.Parser | undefined;
const grammar = new URL('./logstash.peggy', import.meta.url);

/** A place where a pipeline file is not one, counted from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  /** What was expected and what stands there, without a full stop. */
  readonly message: string;
}

/** Reads a pipeline file; a text that is none gives the first place where it goes wrong. */
export function readPipeline(
  text: string,
): { readonly tree: PipelineTree } | { readonly problem: SyntaxProblem } {
  parser ??= peggy.generate(readFileSync(grammar, 'utf8'));
  try {
    return { tree: parser.parse(text) as PipelineTree };
  } catch (error) {
    if (!(error instanceof parser.SyntaxError)) throw error;
    const { location, message } = error;
    const { line, column } = location.start;
    return { problem: { line, column, message: message.replace(/^E/, 'e').replace(/\.$/, '') } };
  }
}

/** Reads the pipeline file `file`, or fails with the line and column to look at. */
export function parsePipeline(text: string, file = 'the pipeline'): PipelineTree {
  const read = readPipeline(text);
  if ('tree' in read) return read.tree;
  const { line, column, message } = read.problem;
  throw new Failure(`${file}:${line}:${column}: Logstash would not start with this`, {
    why: message,
    next: `mend line ${line}, which reads: ${text.split('\n')[line - 1]?.trim() || '(nothing)'}`,
  });
}
