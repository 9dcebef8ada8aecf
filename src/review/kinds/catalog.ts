import { isJson } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { listed, plain, quoted } from '../words.ts';

/** What differs in a metric of the catalog. */
export function compareMetric(of: Comparison): void {
  for (const key of ['kind', 'unit', 'job']) of.fact(key);
  of.fact('help', 'description', quoted);
  of.fact('buckets', 'buckets', (bounds) => (Array.isArray(bounds) ? bounds.join(' ') : plain(bounds)));
  of.fact('series', 'series at most, per process');
  of.words('aliases', 'other name');
  of.member('labels', (labels) => compareEach(labels, 'label'), '');
  of.rest();
}

/** What differs in a log event of the catalog. */
export function compareLogEvent(of: Comparison): void {
  of.fact('help', 'description', quoted);
  of.words('levels', 'level');
  of.member('fields', (fields) => compareEach(fields, 'field'), '');
  of.rest();
}

/** Labels and fields by name, each with the values that it may have. */
function compareEach(of: Comparison, noun: string): void {
  for (const name of [...new Set([...Object.keys(of.before), ...Object.keys(of.after)])].sort())
    of.structure(name, (was, is) => {
      const what = `${noun} ${name}`;
      if (!isJson(was) || !isJson(is)) {
        of.differing(what, was, is, valuesIn);
        return;
      }
      const inside = of.inside(was, is, [...of.at, what]);
      inside.words('values', 'value');
      inside.fact('budget', 'values at most');
      inside.fact('help', 'description', quoted);
      inside.rest();
    });
}

const valuesIn = (of: unknown): string =>
  isJson(of) && Array.isArray(of.values) && of.values.length > 0 ? listed(of.values) : 'any value';
