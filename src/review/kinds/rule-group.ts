import { isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { expression } from '../expression.ts';
import type { Part } from '../parts.ts';
import { duration, figureIn, folder, plain, quoted } from '../words.ts';

const rule: Part = {
  noun: 'rule',
  name: ({ title, uid }) => String(title ?? uid),
  keys: ({ uid, title }) => [`uid ${uid}`, String(title)],
  compare: compareRule,
};

const step: Part = {
  noun: ({ datasourceUid }) => (isComputed(datasourceUid) ? 'expression' : 'query'),
  name: ({ refId }) => String(refId),
  keys: ({ refId }) => [String(refId)],
  compare: compareStep,
  tell: ({ model }) => (isJson(model) && typeof model.expr === 'string' ? expression(model.expr) : undefined),
};

/** What differs in a group of rules, whose order has meaning: it is the order in which they are evaluated. */
export function compareRuleGroup(of: Comparison): void {
  of.fact('title', 'title', quoted);
  of.place('folderUid', 'rule group', folder);
  of.fact('interval', 'evaluated every', figureIn('s'));
  of.list('rules', rule);
}

function compareRule(of: Comparison): void {
  of.fact('title', 'title', quoted);
  of.fact('isPaused', 'paused');
  of.list('data', step);
  of.fact('condition');
  of.fact('for', 'for', duration);
  of.fact('keep_firing_for', 'keep firing for', duration);
  of.members('labels', (name) => (name === 'severity' ? name : `label ${name}`));
  of.members('annotations', (name) => `annotation ${name}`, quoted);
  of.fact('noDataState', 'state without data');
  of.fact('execErrState', 'state on error');
  of.rest();
}

function compareStep(of: Comparison): void {
  of.fact('datasourceUid', 'data source', (uid) => (isComputed(uid) ? 'computed' : `uid ${plain(uid)}`));
  of.member('model', compareModel);
  of.fact('relativeTimeRange', 'time range', timeRange);
  of.rest();
}

function compareModel(of: Comparison): void {
  of.expression('expr', 'expression');
  of.fact('conditions', 'threshold', conditions);
  of.fact('reducer', 'reduced to');
  of.fact('expression', 'input', (text) => (typeof text === 'string' ? text : plain(text)));
  of.rest();
}

/** What Grafana computes from other steps, under both names that it has given to that. */
const isComputed = (uid: unknown): boolean => uid === '__expr__' || uid === '-100';

/** `10 min ago until now`. */
function timeRange(range: unknown): string {
  if (!isJson(range) || typeof range.from !== 'number' || typeof range.to !== 'number') return plain(range);
  const ago = (seconds: number): string => (seconds === 0 ? 'now' : `${figureIn('s')(seconds)} ago`);
  return `${ago(range.from)} until ${ago(range.to)}`;
}

const evaluators: Readonly<Record<string, string>> = {
  gt: 'above _',
  gte: 'at least _',
  lt: 'below _',
  lte: 'at most _',
  eq: 'equal to _',
  ne: 'other than _',
  within_range: 'between _ and _',
  outside_range: 'outside _ to _',
};

/** `above 0.05`. */
function conditions(list: unknown): string {
  if (!Array.isArray(list) || !list.every((one) => isJson(one) && isJson(one.evaluator))) return plain(list);
  const told = (list as readonly { readonly evaluator: Json }[]).map(({ evaluator: { type, params } }) => {
    const form = evaluators[String(type)];
    if (!form || !Array.isArray(params)) return undefined;
    const values = [...params];
    return form.replaceAll('_', () => String(values.shift()));
  });
  return told.includes(undefined) ? plain(list) : told.join(', ');
}
