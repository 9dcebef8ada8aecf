import { Failure } from '../model/failure.ts';
import type { Condition, PipelineTree, Plugin, Statement, Value } from '../model/logstash.ts';
import { grokExpression } from './run/grok.ts';
import { rubyExpression } from './run/ruby.ts';

/** A regular expression that Logstash would not start with. */
export interface BadExpression {
  readonly text: string;
  readonly why: string;
}

/** Regular expressions of a pipeline that are none to Ruby: in conditions, in `gsub` and in patterns of grok. */
export function* badExpressions(tree: PipelineTree): Iterable<BadExpression> {
  for (const [text, expression] of tree.flatMap(({ body }) => body.flatMap(expressionsOf)))
    try {
      rubyExpression(expression());
    } catch (error) {
      yield { text, why: error instanceof Failure || error instanceof Error ? error.message : String(error) };
    }
}

type Expression = readonly [text: string, expression: () => string];

function expressionsOf(of: Statement): readonly Expression[] {
  if (of.type === 'comment') return [];
  if (of.type === 'plugin') return [...gsub(of), ...grok(of)];
  return [
    ...of.cases.flatMap(({ when, body }) => [...matches(when), ...body.flatMap(expressionsOf)]),
    ...(of.otherwise ?? []).flatMap(expressionsOf),
  ];
}

function matches(of: Condition): readonly Expression[] {
  if (of.type === 'match') return [[of.pattern, () => of.pattern]];
  if (of.type === 'not') return matches(of.of);
  return of.type === 'join' ? [...matches(of.left), ...matches(of.right)] : [];
}

const option = ({ attributes }: Plugin, name: string): Value | undefined =>
  attributes.find((one) => one.name === name)?.value;

const textsOf = (value: Value | undefined): readonly string[] =>
  value?.type === 'string' ? [value.text] : value?.type === 'array' ? value.items.flatMap(textsOf) : [];

const gsub = (of: Plugin): readonly Expression[] =>
  textsOf(option(of, 'gsub'))
    .filter((_, at) => at % 3 === 1)
    .map((text) => [text, () => text]);

function grok(of: Plugin): readonly Expression[] {
  if (of.name !== 'grok') return [];
  const hash = (name: string): readonly (readonly [Value, Value])[] => {
    const value = option(of, name);
    return value?.type === 'hash' ? value.entries : [];
  };
  const definitions = Object.fromEntries(
    hash('pattern_definitions').map(([name, value]) => [textsOf(name)[0] ?? '', textsOf(value)[0] ?? '']),
  );
  return hash('match').flatMap(([, patterns]) =>
    textsOf(patterns).map((text): Expression => [text, () => grokExpression(text, definitions)]),
  );
}
