// Eighth group: questions to logs, and what is worked out of them.
import { reading } from '#lib';
import { auditLogs, frameworkLogs } from '../../catalog/views.ts';
import { logs } from '../support/log-specimen.ts';

const {
  above,
  all,
  anyOf,
  average,
  bars,
  count,
  exists,
  is,
  lastValue,
  matching,
  metric,
  options,
  percentile,
  phrase,
  ranges,
  ratio,
  search,
  slider,
  sum,
  terms,
  uniqueCount,
} = reading(logs);

// ---- a field that is not there

is('level', 'ERROR');
exists('calls.module');
// says: no event of this view has a field 'levle': choose one of
// @ts-expect-error
is('levle', 'ERROR');
// says: no event of this view has a field 'calls': choose one of
// @ts-expect-error
exists('calls');
// says: no event of this view has a field 'calls.name': choose one of
// @ts-expect-error
terms('calls.name');
// says: no event of this view has a field 'duration': choose one of
// @ts-expect-error
percentile('duration', 95);
// says: no event of this view has a field 'nobody': choose one of
// @ts-expect-error
search({ id: 'a', title: 'A', description: 'A?', columns: ['level', 'nobody'], tags: [] });
// A field of another view is none of this one.
// says: no event of this view has a field 'duration_ms': choose one of
// @ts-expect-error
reading(auditLogs).above('duration_ms', 5);

// ---- a value that a field cannot have

is('component', 'anything');
is('duration_ms', 12);
anyOf('status', 'failure', 'timeout');
// says: level is one of a closed set, and 'ERRO' is not in it: choose one of
// offers: "DEBUG" | "ERROR" | "FATAL" | "INFO" | "WARN"
// @ts-expect-error
is('level', 'ERRO');
// says: status is one of a closed set, and 'failed' is not in it: choose one of
// @ts-expect-error
anyOf('status', 'failure', 'failed');
// says: duration_ms holds numbers: write the value without quotes
// @ts-expect-error
is('duration_ms', 'slow');
// says: component is a keyword: write the value in quotes
// @ts-expect-error
is('component', 5);

// ---- a question that a field cannot answer

above('duration_ms', 500);
phrase('message', 'connection reset');
matching('command', '/auto*');
// says: above() needs a number, and component is a keyword: use is() or anyOf()
// @ts-expect-error
above('component', 500);
// says: is() needs whole values, and message is text, searched word by word: use phrase() or matching()
// @ts-expect-error
is('message', 'connection reset');
// says: phrase() needs text, and level is a keyword: use is()
// @ts-expect-error
phrase('level', 'ERROR');
// says: matching() needs words, and duration_ms is a number: use is(), above() or below()
// @ts-expect-error
matching('duration_ms', '1*');
// says: is() needs whole values, and timestamp is a date: use phrase() or matching()
// @ts-expect-error
is('timestamp', '2025-07-06T10:30:00Z');

// ---- a number that cannot be worked out of a field

count({ where: is('level', 'ERROR') });
sum('cost');
uniqueCount('user_id');
lastValue('status');
// says: sum() needs a number, and component is a keyword: use count() or uniqueCount()
// @ts-expect-error
sum('component');
// says: average() needs a number, and message is text, searched word by word: use count() or uniqueCount()
// @ts-expect-error
average('message');
// says: percentile() needs a number, and level is a keyword: use count() or uniqueCount()
// @ts-expect-error
percentile('level', 95);
// says: uniqueCount() needs whole values, and message is text, searched word by word: use count() with a question
// @ts-expect-error
uniqueCount('message');

// ---- a group that cannot be made

terms('component');
ranges('duration_ms', [100, 500]);
// says: terms() needs whole values, and message is text, searched word by word: use filters() with phrase() or matching()
// @ts-expect-error
terms('message');
// says: ranges() needs a number, and level is a keyword: use terms()
// @ts-expect-error
ranges('level', [1]);

// ---- a control that would be empty

options('level');
slider('duration_ms');
// says: options() needs a keyword, and duration_ms is a number: use slider()
// @ts-expect-error
options('duration_ms');
// says: slider() needs a number, and level is a keyword: use options()
// @ts-expect-error
slider('level');

// ---- the views of this project know their fields

reading(frameworkLogs).is('impact', 'command_failed');
reading(frameworkLogs).sum('github_integration.commits_made');
// says: impact is one of a closed set, and 'bad' is not in it: choose one of
// @ts-expect-error
reading(frameworkLogs).is('impact', 'bad');

// ---- what is said about one view says nothing about another

const audit = reading(auditLogs);
metric({ title: 'A', description: 'A?', value: count({ where: is('level', 'ERROR') }) });
// says: Type '"framework-audit-logs"' is not assignable to type '"logs"'
// @ts-expect-error
count({ where: audit.is('level', 'ERROR') });
// says: Type '"framework-audit-logs"' is not assignable to type '"logs"'
// @ts-expect-error
metric({ title: 'A', description: 'A?', value: audit.count() });
// says: Type '"framework-audit-logs"' is not assignable to type '"logs"'
// @ts-expect-error
bars({ title: 'A', description: 'A?', by: audit.terms('event'), values: [count()] });
// says: Type '"framework-audit-logs"' is not assignable to type '"logs"'
// @ts-expect-error
all(is('level', 'ERROR'), audit.is('level', 'ERROR'));
// says: Type '"framework-audit-logs"' is not assignable to type '"logs"'
// @ts-expect-error
ratio(count(), audit.count());
