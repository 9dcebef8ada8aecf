import { isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { plain, quoted } from '../words.ts';

/** A processor is an object with one member, whose name is its type. */
const processor: Part = {
  noun: 'processor',
  name: (one, index) => `${index + 1}, ${typeOf(one)}`,
  // Those that have no tag and differ go by their type and their place.
  keys: (one, index) => [tagOf(one), JSON.stringify(one), `${typeOf(one)} ${index}`, String(index)],
  compare: (of) => {
    const type = typeOf(of.after);
    of.member(type, (settings) => settings.rest(), '');
    of.rest();
  },
  tell: (one) => plain(Object.values(one)[0]),
};

const typeOf = (one: Json): string => Object.keys(one)[0] ?? 'nothing';

function tagOf(one: Json): string | undefined {
  const [settings] = Object.values(one);
  return isJson(settings) && typeof settings.tag === 'string' ? settings.tag : undefined;
}

/** What differs in an ingest pipeline, whose order has meaning. */
export function compareIngestPipeline(of: Comparison): void {
  of.fact('description', 'description', quoted);
  of.list('processors', processor);
  of.list('on_failure', processor);
  of.fact('version');
  of.rest();
}
