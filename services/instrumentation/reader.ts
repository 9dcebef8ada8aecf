import type { LabelSet } from './guard.ts';

/** A sample, under the text of its series: `name{label="value"}`. */
export interface Sample {
  readonly series: string;
  readonly value: number;
}

/** A metric with all its samples. */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** A sample as prom-client hands it out. */
export interface RawSample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
  readonly value: number;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '"': '\\"' };
const escaped = (value: string): string => value.replace(/[\\\n"]/g, (each) => escapes[each] ?? each);

/** The text of a series. */
function seriesText(name: string, labels: RawSample['labels']): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(String(value))}"`);
  return pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name;
}

/** Reads the samples of one metric, over and over. */
export interface Reader {
  read(): Promise<readonly Sample[]>;
  /** To be told when a series was removed. */
  removed(): void;
}

/**
 * Remembers the text of every series. prom-client lists samples in the order in which they came to exist, so a text stays
 * right until a series is removed; writing it anew is nine tenths of the work of reading a registry.
 */
export function createReader(
  name: string,
  source: () => Promise<readonly RawSample[]>,
  defaults: LabelSet,
): Reader {
  let texts: string[] = [];
  return {
    async read() {
      const samples = await source();
      return samples.map(({ metricName, labels, value }, at) => {
        texts[at] ??= seriesText(metricName ?? name, { ...labels, ...defaults });
        return { series: texts[at], value };
      });
    },
    removed() {
      texts = [];
    },
  };
}
