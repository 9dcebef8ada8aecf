import { createHmac } from 'node:crypto';
import { Failure } from '../../model/failure.ts';
import type { PipelineTree, Plugin, Statement, Value } from '../../model/logstash.ts';
import type { PluginOptions } from '../plugins.ts';
import { holds } from './condition.ts';
import { date } from './date.ts';
import { type Document, fillIn, get, remove, set, tag } from './event.ts';
import { grok } from './grok.ts';
import { mutate } from './mutate.ts';

/** A document as it leaves the pipeline, and where it goes. */
export interface Shipped {
  readonly index: string;
  readonly document: Document;
}

/** Each filter changes the event, and says whether it worked: only then are fields and tags added and removed. */
const filters: Readonly<Record<string, (options: never, event: Document) => boolean>> = {
  date,
  fingerprint,
  grok,
  mutate,
};

/**
 * Runs one event through the filters of a pipeline and says into which index each output would write it.
 * `variables` are what `${NAME}` stands for.
 */
export function runPipeline(
  tree: PipelineTree,
  input: Readonly<Document>,
  variables: Readonly<Record<string, string>> = {},
): readonly Shipped[] {
  const event: Document = { ...structuredClone(input), '@timestamp': new Date(String(input['@timestamp'])) };
  const shipped: Shipped[] = [];
  for (const { kind, body } of tree)
    if (kind !== 'input')
      run(body, event, (step) => {
        const options = optionsOf(step, variables);
        if (kind === 'filter') return filter(step.name, options, event);
        if (step.name !== 'elasticsearch') throw unknown('output', step.name);
        shipped.push({ index: fillIn(event, String(options.index)), document: leaving(event) });
      });
  return shipped;
}

function run(body: readonly Statement[], event: Document, perform: (step: Plugin) => void): void {
  for (const statement of body) {
    if (statement.type === 'plugin') perform(statement);
    else if (statement.type === 'branch') {
      const taken = statement.cases.find((one) => holds(one.when, event));
      run(taken?.body ?? statement.otherwise ?? [], event, perform);
    }
  }
}

function filter(name: string, options: Readonly<Record<string, unknown>>, event: Document): void {
  const work = filters[name];
  if (!work) throw unknown('filter', name);
  if (!work(options as never, event)) return;
  const {
    add_field = {},
    remove_field = [],
    add_tag = [],
    remove_tag = [],
  } = options as PluginOptions['mutate'];
  for (const [field, text] of Object.entries(add_field)) {
    const before = get(event, field);
    const value = fillIn(event, text);
    set(event, field, before === undefined ? value : [before, value].flat());
  }
  for (const field of remove_field) remove(event, field);
  for (const one of add_tag) tag(event, fillIn(event, one));
  if (Array.isArray(event.tags)) event.tags = event.tags.filter((one: string) => !remove_tag.includes(one));
}

/** The filter `fingerprint`: a hash of one field, keyed where there is a key. */
function fingerprint({ source, target, key }: PluginOptions['fingerprint'], event: Document): boolean {
  const held = get(event, source);
  if (held === undefined) return false;
  set(
    event,
    target,
    createHmac('sha256', key ?? '')
      .update(String(held))
      .digest('hex'),
  );
  return true;
}

/** What an output sends: no metadata, and times as text. An empty list of tags is none. */
function leaving({ '@metadata': _, tags, ...event }: Document): Document {
  return JSON.parse(JSON.stringify({ ...event, ...(Array.isArray(tags) && tags.length > 0 && { tags }) }));
}

const optionsOf = (
  { attributes }: Plugin,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ name, value }) => [name, plain(value, variables)]));

function plain(value: Value, variables: Readonly<Record<string, string>>): unknown {
  switch (value.type) {
    case 'string':
      return value.text.replaceAll(
        /\$\{(\w+)(?::([^}]*))?\}/g,
        (written, name: string, otherwise?: string) => {
          return variables[name] ?? otherwise ?? written;
        },
      );
    case 'number':
      return value.number;
    case 'word':
      return value.text === 'true' ? true : value.text === 'false' ? false : value.text;
    case 'array':
      return value.items.map((item) => plain(item, variables));
    case 'hash':
      return Object.fromEntries(
        value.entries.map(([key, held]) => [String(plain(key, variables)), plain(held, variables)]),
      );
    case 'plugin':
      return undefined;
    default:
      return value satisfies never;
  }
}

const unknown = (kind: string, name: string): Failure =>
  new Failure(`the interpreter does not know the ${kind} ${name}`, {
    next: `teach it in src/logstash/run/, or say it with the filters that it knows: ${Object.keys(filters).join(', ')}`,
  });
