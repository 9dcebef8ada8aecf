import type { PrometheusClient } from '../data/prometheus.ts';
import { inQuery, type VariableValue, type VariableValues } from './interpolate.ts';
import type { VariableJson } from './json.ts';
import type { TimeRange } from './time-range.ts';

/** A variable as the page offers it: what may be chosen, and what is. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly value: VariableValue;
  /** Whether it has to be seen at all. */
  readonly hidden: boolean;
  /** Why there is nothing to choose from. */
  readonly problem?: string;
}

/** What somebody chose, by name; `$__all` stands for everything. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** The one data source that there is here. */
export const localDatasource = 'prometheus';

/** Asks for the values of every variable in turn, since one may be asked for in terms of those before it. */
export async function resolveVariables(
  list: readonly VariableJson[],
  choices: Choices,
  range: TimeRange,
  client: PrometheusClient,
): Promise<readonly Variable[]> {
  const variables: Variable[] = [];
  for (const json of list) {
    const known = valuesOf(variables);
    const { options, problem } = await optionsOf(json, known, range, client);
    variables.push(chosen(json, options, problem, choices[json.name]));
  }
  return variables;
}

/** The values of variables, for interpolation. */
export const valuesOf = (variables: readonly Variable[]): VariableValues =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]));

async function optionsOf(
  json: VariableJson,
  known: VariableValues,
  range: TimeRange,
  client: PrometheusClient,
): Promise<{ readonly options: readonly string[]; readonly problem?: string }> {
  const query = typeof json.query === 'string' ? json.query : (json.query?.query ?? json.definition ?? '');
  switch (json.type) {
    case 'datasource':
      return { options: query === 'prometheus' ? [localDatasource] : [], problem: `no ${query} runs here` };
    case 'query':
      return fromPrometheus(json, query, known, range, client);
    case 'textbox':
    case 'constant':
      return { options: [query] };
    default:
      return { options: query.split(',').map((part) => part.trim().replace(/^.* : /, '')) };
  }
}

async function fromPrometheus(
  { regex, sort }: VariableJson,
  query: string,
  known: VariableValues,
  range: TimeRange,
  client: PrometheusClient,
): Promise<{ readonly options: readonly string[]; readonly problem?: string }> {
  const asked = inQuery(query, known);
  const [, selector, label = ''] = /^\s*label_values\((?:(.*),)?\s*(\w+)\s*\)\s*$/s.exec(asked) ?? [];
  if (!label) return { options: [], problem: `the viewer only knows label_values(), not ${query}` };
  try {
    const found = await client.labelValues(label, selector, range);
    const pattern = regex ? new RegExp(regex.replace(/^\/(.*)\/\w*$/s, '$1')) : undefined;
    const options = found.flatMap((value) => {
      const match = pattern?.exec(value);
      if (pattern && !match) return [];
      return [match?.groups?.value ?? match?.[1] ?? value];
    });
    return {
      options: sorted([...new Set(options)], sort ?? 0),
      problem: `no series has the label ${label} of ${asked} in this time range`,
    };
  } catch (error) {
    return { options: [], problem: (error as Error).message };
  }
}

/** Grafana's numbers for orders: odd ones ascend; 3 and 4 compare numbers, 5 and 6 letters whatever their case. */
function sorted(values: readonly string[], sort: number): readonly string[] {
  if (sort === 0) return values;
  const compare =
    sort === 3 || sort === 4
      ? (a: string, b: string) => Number.parseFloat(a) - Number.parseFloat(b)
      : (a: string, b: string) => {
          const [one, two] = sort > 4 ? [a.toLowerCase(), b.toLowerCase()] : [a, b];
          return one < two ? -1 : one > two ? 1 : 0;
        };
  const ascending = values.toSorted(compare);
  return sort % 2 === 1 ? ascending : ascending.toReversed();
}

function chosen(
  json: VariableJson,
  options: readonly string[],
  problem: string | undefined,
  choice: readonly string[] | undefined,
): Variable {
  const { name, label = name, multi = false, includeAll = false, allValue } = json;
  const current = json.current?.value ?? [];
  const wanted = choice ?? (typeof current === 'string' ? [current] : current);
  const all = includeAll && (wanted.includes('$__all') || wanted.length === 0);
  const there = wanted.filter((value) => options.includes(value) || (choice && json.type !== 'datasource'));
  const values = all ? options : there.length > 0 ? there : options.slice(0, 1);
  return {
    name,
    label,
    options,
    multi,
    includeAll,
    value: {
      values: multi ? values : values.slice(0, 1),
      all,
      multi: multi || includeAll,
      ...(allValue && { allValue }),
    },
    hidden: json.hide === 2 || json.type === 'constant',
    ...(options.length === 0 && problem && { problem }),
  };
}
