import type { VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Variable } from '../model/variable.ts';
import type { LabelsOf, Selector } from '../model/vector.ts';
import { print } from '../promql/print.ts';
import { prometheus } from './panels/frame.ts';

interface Choice {
  /** Whether several values can be chosen at once. */
  readonly multi?: boolean;
  /** Whether "all" is offered, and is what the dashboard opens with. */
  readonly all?: boolean;
}

/**
 * A variable whose values are those that a label has in Prometheus, typed like the label itself:
 * `labelVariable({ name: 'component', title: 'Component', of: healthStatus, label: 'component', multi: true, all: true })`.
 */
export function labelVariable<Of extends Selector, const Name extends Extract<keyof LabelsOf<Of>, string>>(
  spec: { readonly name: string; readonly title: string; readonly of: Of; readonly label: Name } & Choice,
): Variable<LabelsOf<Of>[Name]> {
  const { name, title, of, label, multi = false, all = false } = spec;
  return { variable: name, title, multi, all, from: { type: 'label', of, label } };
}

/** A variable with a fixed list of values; the dashboard opens with the first, or with "all". */
export function listVariable<const Value extends string>(
  spec: { readonly name: string; readonly title: string; readonly values: readonly Value[] } & Choice,
): Variable<Value> {
  const { name, title, values, multi = false, all = false } = spec;
  return { variable: name, title, multi, all, from: { type: 'list', values } };
}

/** A variable that the reader types. */
export function textVariable(spec: {
  readonly name: string;
  readonly title: string;
  readonly value?: string;
}): Variable {
  return {
    variable: spec.name,
    title: spec.title,
    multi: false,
    all: false,
    from: { type: 'text', value: spec.value ?? '' },
  };
}

const everything = { text: ['All'], value: ['$__all'], selected: true };

/** The variable in Grafana's schema. */
export function variableJson(of: Variable): unknown {
  return tidy(sdk(of).build());
}

function sdk(of: Variable): { build(): VariableModel } {
  const { from, variable, title, multi, all } = of;
  switch (from.type) {
    case 'label': {
      const query = `label_values(${print(from.of.node)}, ${from.label})`;
      const builder = new QueryVariableBuilder(variable)
        .label(title)
        .datasource(prometheus)
        .query({ query, refId: variable })
        .definition(query)
        // Values follow the time range: a component that reported last week can still be chosen for last week.
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.AlphabeticalAsc)
        .multi(multi)
        .includeAll(all);
      return all ? builder.allValue('.*').current(everything) : builder;
    }
    case 'list': {
      const builder = new CustomVariableBuilder(variable)
        .label(title)
        .values(from.values.join(','))
        .multi(multi)
        .includeAll(all);
      const first = from.values[0] ?? '';
      return all
        ? builder.allValue('.*').current(everything)
        : builder.current({ text: first, value: first, selected: true });
    }
    case 'text':
      return new TextBoxVariableBuilder(variable).label(title).defaultValue(from.value);
    default:
      return from satisfies never;
  }
}

/** The variable by which a dashboard chooses its data source; it opens with `usual`, or else with Grafana's first of the type. */
export function datasourceVariable(
  name: string,
  title: string,
  type: string,
  usual?: { readonly uid: string; readonly name: string },
): unknown {
  const builder = new DatasourceVariableBuilder(name).label(title).type(type);
  return tidy(
    (usual ? builder.current({ text: usual.name, value: usual.uid, selected: true }) : builder).build(),
  );
}

/** Drops what the SDK sets on every variable and Grafana reads on intervals only. */
function tidy(model: VariableModel): unknown {
  const { auto, auto_min, auto_count, ...rest } = model;
  return rest;
}
