/** A document on its way. `@timestamp` is a date in it; `@metadata` goes no further than Logstash. */
export type Document = { [name: string]: unknown };

/** Parts of a selector: `level` is `['level']`, `[log][offset]` is `['log', 'offset']`. */
export const partsOf = (selector: string): readonly string[] =>
  selector.startsWith('[') ? selector.slice(1, -1).split('][') : [selector];

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The value of a field, `undefined` where there is none. */
export function get(event: Document, selector: string): unknown {
  let at: unknown = event;
  for (const part of partsOf(selector)) {
    if (!isDocument(at)) return undefined;
    at = at[part];
  }
  return at;
}

/** Sets a field, and makes the objects on the way to it. */
export function set(event: Document, selector: string, value: unknown): void {
  const parts = partsOf(selector);
  let at = event;
  for (const part of parts.slice(0, -1)) {
    const next = at[part];
    const inner = isDocument(next) ? next : {};
    at[part] = inner;
    at = inner;
  }
  at[parts.at(-1) ?? ''] = value;
}

/** Removes a field, and gives what it held. */
export function remove(event: Document, selector: string): unknown {
  const parts = partsOf(selector);
  const parent = parts.length === 1 ? event : get(event, `[${parts.slice(0, -1).join('][')}]`);
  if (!isDocument(parent)) return undefined;
  const last = parts.at(-1) ?? '';
  const held = parent[last];
  delete parent[last];
  return held;
}

/** Adds a tag, once. */
export function tag(event: Document, name: string): void {
  const tags = Array.isArray(event.tags) ? event.tags : [];
  if (!tags.includes(name)) event.tags = [...tags, name];
}

/** Fills in `%{field}` and `%{+YYYY.MM.dd}`; what is not there stays as it is written, as Logstash leaves it. */
export const fillIn = (event: Document, text: string): string =>
  text.replaceAll(/%\{([^}]+)\}/g, (written, name: string) => {
    if (name.startsWith('+')) return formatTime(event['@timestamp'], name.slice(1));
    const value = get(event, name);
    if (value === undefined || value === null) return written;
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.join(',');
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });

/** A time in letters of Joda's, in UTC as Logstash does it for names of indices. */
function formatTime(time: unknown, format: string): string {
  const [date = '', clock = ''] = (time instanceof Date ? time : new Date(0)).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return format
    .replaceAll(/y{4}|Y{4}/g, year)
    .replaceAll('MM', month)
    .replaceAll('dd', day)
    .replaceAll('HH', clock.slice(0, 2));
}
