import { flatFields, type LogEvent, type LogField } from '../model/log.ts';

/** What is said of a log event wherever it is listed: plain data, and its JSON form. */
export interface EventEntry {
  readonly name: string;
  readonly kind: 'log';
  readonly category: string;
  readonly levels: readonly string[];
  readonly help: string;
  /** By path; those that every event has are left out. */
  readonly fields: Readonly<Record<string, FieldEntry>>;
}

interface FieldEntry {
  readonly kind: string;
  readonly help: string;
  readonly unit?: string;
  readonly values: readonly string[];
  readonly closed: boolean;
  readonly privacy: string;
  readonly optional: boolean;
}

const fieldEntry = ({ kind, help, unit, values, closed, privacy, isOptional }: LogField): FieldEntry => ({
  kind,
  help,
  ...(unit && { unit }),
  values,
  closed,
  privacy,
  optional: isOptional,
});

/** Log events as plain data, in the order given. */
export const eventEntries = (events: readonly LogEvent[]): readonly EventEntry[] =>
  events.map(({ name, category, levels, help, fields, common }) => ({
    name,
    kind: 'log',
    category,
    levels,
    help,
    fields: Object.fromEntries(
      flatFields(fields)
        .filter(([path]) => !common.includes(path))
        .map(([path, field]) => [path, fieldEntry(field)]),
    ),
  }));

const code = (text: string): string => `\`${text}\``;

function fieldRow(path: string, { kind, unit, values, closed, help, privacy, optional }: FieldEntry): string {
  const of = closed
    ? values.map(code).join(' ')
    : values.length > 0
      ? `such as ${code(values[0] ?? '')}`
      : '';
  const kept = privacy === 'plain' ? '' : privacy;
  return `| ${code(path)}${optional ? '' : ' *'} | ${kind}${unit ? `, ${unit}` : ''} | ${of} | ${kept} | ${help.replaceAll('|', '\\|')} |`;
}

const tableHead = ['| Field | Kind | Values | Privacy | |', '| --- | --- | --- | --- | --- |'];

/** Log events of the catalog on its page: what every one has, and each with its own fields. */
export function eventSections(events: readonly LogEvent[]): readonly string[] {
  const [first] = events;
  if (!first) return [];
  const common = flatFields(first.fields).filter(([path]) => first.common.includes(path));
  return [
    '## Log events',
    '',
    'A star marks what must be there. Of what is said under privacy, `user` becomes a pseudonym; `prose` is freed of secrets and e-mail',
    'addresses; `identity` keeps who did it; everything is freed of secrets.',
    '',
    '### Every event',
    '',
    ...tableHead,
    ...common.map(([path, field]) => fieldRow(path, fieldEntry(field))),
    '',
    ...eventEntries(events).flatMap(({ name, category, levels, help, fields }) => [
      `### ${name}`,
      '',
      help,
      '',
      `Category ${code(category)}, at ${levels.map(code).join(', ')}.`,
      '',
      ...tableHead,
      ...Object.entries(fields).map(([path, entry]) => fieldRow(path, entry)),
      '',
    ]),
  ];
}
