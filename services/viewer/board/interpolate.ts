/** What a variable stands for at the moment. */
export interface VariableValue {
  readonly values: readonly string[];
  /** Whether "All" is chosen: `allValue` is then written where the variable has one. */
  readonly all: boolean;
  readonly allValue?: string;
  /** Whether several may be chosen. */
  readonly multi: boolean;
}

/** Values of variables, by name. Grafana's own (`__range`, ...) are among them. */
export type VariableValues = Readonly<Record<string, VariableValue>>;

/** A single value, as Grafana's own variables have. */
export const single = (text: string): VariableValue => ({ values: [text], all: false, multi: false });

const reference = /\$\{([\w.]+)(?::(\w+))?\}|\[\[(\w+)(?::(\w+))?\]\]|\$(\w+)/g;

function replaced(
  text: string,
  values: VariableValues,
  write: (value: VariableValue, format: string | undefined) => string,
): string {
  return text.replaceAll(reference, (whole, braced, format, bracketed, other, bare) => {
    const value = values[braced ?? bracketed ?? bare];
    return value ? write(value, format ?? other) : whole;
  });
}

/** Puts values into PromQL: several become a group of alternatives, escaped as a regular expression in a string. */
export function inQuery(text: string, values: VariableValues): string {
  return replaced(text, values, (value, format) => {
    if (value.all && value.allValue !== undefined) return value.allValue;
    if (format === 'raw') return value.values.join(',');
    if (format === 'pipe') return value.values.join('|');
    if (format === 'csv') return value.values.join(',');
    if (!value.multi && format !== 'regex') return quoted(value.values[0] ?? '');
    const [first = '', ...rest] = value.values.map((one) => quoted(regex(one)));
    return rest.length === 0 ? first : `(${[first, ...rest].join('|')})`;
  });
}

/** Puts values into what people read: a title, a text, a legend. */
export function inText(text: string, values: VariableValues): string {
  return replaced(text, values, ({ values: chosen, all }) => (all ? 'All' : chosen.join(' + ')));
}

const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
const regex = (text: string): string => text.replaceAll(/[\\^$*+?.()|[\]{}]/g, '\\$&');

/** Puts labels into a legend: `{{job}}`. */
export function legend(format: string, labels: Readonly<Record<string, string>>): string {
  return format.replaceAll(/\{\{\s*(\S+?)\s*\}\}/g, (_, label) => labels[label] ?? '');
}

/** A series without a legend is called as PromQL writes it. */
export function selectorOf({ __name__ = '', ...labels }: Readonly<Record<string, string>>): string {
  const inside = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return inside.length === 0 && __name__ ? __name__ : `${__name__}{${inside.join(', ')}}`;
}
