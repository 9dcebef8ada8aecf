import { isJson } from '../../model/json.ts';
import { jsonIn, objectsIn, word } from './parsed.ts';

/** Where a project says which metrics and recorded series it has. */
export const catalogPath = 'generated/catalog.json';

/** A metric of the catalog or a series that rules record, with the labels that are its own. */
export interface Declared {
  readonly name: string;
  readonly labels: ReadonlySet<string>;
}

/** What a revision declares, by the name of each series: a histogram is three of them. */
export class Declarations {
  readonly all: ReadonlyMap<string, Declared>;
  private readonly bySeries = new Map<string, Declared>();

  constructor(text: string, path = catalogPath) {
    const { metrics, recorded } = jsonIn(text, path);
    const all = new Map<string, Declared>();
    for (const { name, kind, labels } of objectsIn(metrics)) {
      const one = { name: word(name), labels: new Set(isJson(labels) ? Object.keys(labels) : []) };
      all.set(one.name, one);
      const endings = kind === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const ending of endings) this.bySeries.set(`${one.name}${ending}`, one);
    }
    for (const { name, labels } of objectsIn(recorded)) {
      const known = all.get(word(name))?.labels ?? [];
      const one = {
        name: word(name),
        labels: new Set([...known, ...(Array.isArray(labels) ? labels.map(String) : [])]),
      };
      all.set(one.name, one);
      this.bySeries.set(one.name, one);
    }
    this.all = all;
  }

  /** What a series belongs to. */
  of(series: string): Declared | undefined {
    return this.bySeries.get(series);
  }
}
