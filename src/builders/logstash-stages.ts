import {
  all,
  choose,
  comment,
  differs,
  has,
  isOneOf,
  lacks,
  selectorOf,
  step,
  when,
} from '../logstash/write.ts';
import { flatFields, type LogEvent, type LogField, type LogFields } from '../model/log.ts';
import type { LogClass, LogStorage } from '../model/log-storage.ts';
import type { Branch, Statement } from '../model/logstash.ts';

/** A field that does not leave Logstash. */
export const hidden = (name: string): string => `[@metadata][${name}]`;
/** Where the name of the index is kept until the output asks for it. */
export const targetIndex = hidden('target_index');

/**
 * Says which event a document is where it does not say so itself, by a field that only that event has; and what the event is
 * kept for, whatever the document says about that: nobody gets out of the audit by a slip.
 */
export function classification(events: readonly LogEvent[]): readonly Statement[] {
  const known = events.filter(({ knownBy }) => knownBy);
  const categories = [...new Set(events.map(({ category }) => category))].sort();
  const put = (field: string, value: string) => step('mutate', { replace: { [field]: value } });
  return [
    comment('Documents of loggers that know nothing of the catalog are known by a field of theirs.'),
    when(
      lacks('event'),
      choose(known.map((event) => when(has(event.knownBy ?? ''), put('event', event.name)))),
    ),
    comment('What an event is kept for is not for the document to say.'),
    choose(
      categories.map((category) =>
        when(
          isOneOf(
            'event',
            events
              .filter((event) => event.category === category)
              .map(({ name }) => name)
              .sort(),
          ),
          put('category', category),
        ),
      ),
      [step('mutate', { add_tag: ['_unknown_event'] })],
    ),
  ];
}

/** Names the index of a document: its family by category, its class in it by level. What says neither goes with the rest. */
export function routing({ classes, rest }: LogStorage): readonly Statement[] {
  const families = [...new Set(classes.map(({ family }) => family))];
  const named = families.filter((family) => family !== rest.family);
  const within = (family: string): readonly LogClass[] => classes.filter((one) => one.family === family);
  return [
    comment('An index for each length of time that documents are kept.'),
    choose(
      named.map((family) =>
        when(isOneOf('category', within(family)[0]?.categories ?? []), ...byLevel(within(family))),
      ),
      byLevel(within(rest.family)),
    ),
  ];
}

function byLevel(classes: readonly LogClass[]): readonly Statement[] {
  const usual = classes.find(({ levels }) => levels.includes('INFO')) ?? classes[0];
  const put = (one: LogClass) => step('mutate', { replace: { [targetIndex]: datedName(one) } });
  const others = classes.filter((one) => one !== usual);
  if (!usual) return [];
  if (others.length === 0) return [put(usual)];
  return [
    choose(
      others.map((one): Branch => when(isOneOf('level', one.levels), put(one))),
      [put(usual)],
    ),
  ];
}

/** The name of the index for the day, or the month, of a document. */
export const datedName = ({ name, period }: Pick<LogClass, 'name' | 'period'>): string =>
  `${name}-%{+${period === 'day' ? 'YYYY.MM.dd' : 'YYYY.MM'}}`;

/** A shape of text that is taken out; what its first group matches stays. */
export interface Shape {
  readonly pattern: string;
}

/** What `redaction` needs to know. */
export interface RedactionSpec {
  readonly fields: LogFields;
  readonly secrets: readonly Shape[];
  readonly secretMark: string;
  readonly address: string;
  readonly addressMark: string;
}

/**
 * Takes secrets out of whatever people or programs may have written, and addresses out of prose. The logger has done it
 * already; this is for what did not come from it. Out of reach of `mutate` are fields inside lists of objects, and fields that no
 * definition knows: those are kept, and not indexed.
 */
export function redaction({
  fields,
  secrets,
  secretMark,
  address,
  addressMark,
}: RedactionSpec): readonly Statement[] {
  const reachable = flatFields(withoutLists(fields));
  const selectors = (keep: (field: LogField) => boolean): readonly string[] =>
    reachable
      .filter(([, field]) => keep(field))
      .map(([path]) => (path.includes('.') ? selectorOf(path) : path));
  const written = selectors((field) => field.kind === 'text' || (field.kind === 'keyword' && !field.closed));
  const bare = secrets.filter(({ pattern }) => !hasGroup(pattern)).map(({ pattern }) => pattern);
  const kept = secrets.filter(({ pattern }) => hasGroup(pattern)).map(({ pattern }) => pattern);
  return [
    comment('Secrets, a second time: the logger takes them out, but not everybody uses it.'),
    step('mutate', {
      gsub: written.flatMap((field) => [
        ...[field, inStrings(bare.join('|')), secretMark],
        ...kept.flatMap((pattern) => [field, inStrings(pattern), `\\1${secretMark}`]),
      ]),
    }),
    comment('Addresses of people, where they are not what the event is kept for.'),
    step('mutate', {
      gsub: selectors(({ privacy }) => privacy === 'prose').flatMap((field) => [
        field,
        inStrings(address),
        addressMark,
      ]),
    }),
  ];
}

/** Gives every user the name that metrics have for them: `u_` and twelve digits of the keyed hash. Who has one keeps it. */
export function pseudonyms(field: string, key: string): readonly Statement[] {
  const hash = hidden('user');
  return [
    comment('Users by the name that metrics have for them.'),
    when(
      all(has(field), differs(field, '^u_[0-9a-f]{12}$')),
      step('fingerprint', { source: field, target: hash, method: 'SHA256', key }),
      step('mutate', {
        replace: { [field]: `u_%{${hash}}` },
        gsub: [field, '^(u_[0-9a-f]{12}).*$', '\\1'],
      }),
    ),
  ];
}

const hasGroup = (pattern: string): boolean => /(?<!\\)\((?!\?)/.test(pattern);

/** Quotes as their codes: a string of Logstash can hold one kind of them only. */
const inStrings = (pattern: string): string => pattern.replaceAll('"', '\\x22').replaceAll("'", '\\x27');

const withoutLists = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).filter(([, { kind, isList }]) => !(kind === 'object' && isList)));
