import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import type { AggregateNode, CallNode, Node, SelectorNode } from '../model/node.ts';
import type { Sample } from '../model/vector.ts';
import { joined } from './joined.ts';
import { narrow } from './narrow.ts';
import { parse } from './parse.ts';
import { evaluatesTo, type Value } from './signature.ts';
import { drop, keep } from './vector.ts';
import type { Known, Vocabulary } from './vocabulary.ts';

/** What is known of an expression before it ever runs. A thing that is absent is not known, which is no mistake. */
export interface Facts {
  readonly value: Value;
  /** The labels that the result carries, and what they can be. */
  readonly labels?: LabelSpecs;
  readonly sample?: Sample;
  /** Bounds of the histogram whose buckets these are, or (a gauge) whose quantile this is. */
  readonly bounds?: readonly number[];
}

/** A label of which nothing is known but that it is there. */
export const anything: LabelSpec = { values: [], closed: false, budget: 1000 };
const constant = (value: string): LabelSpec => ({ values: [value], closed: true, budget: 1 });

/** Works out what each expression leaves: at run time, and for raw queries too, what the types say at compile time. */
export class Analysis {
  private readonly facts = new Map<Node, Facts>();
  /** Recordings whose query is being worked out, so that rules that read each other end. */
  private readonly pending = new Set<string>();

  constructor(readonly vocabulary: Vocabulary) {}

  /** What is known of a node. Worked out once. */
  of(node: Node): Facts {
    const known = this.facts.get(node);
    if (known) return known;
    const facts = this.find(node);
    this.facts.set(node, facts);
    return facts;
  }

  /** What the vocabulary has of a selector, by its name or by `__name__="..."`. */
  known(node: SelectorNode): Known | undefined {
    return this.vocabulary.get(nameOf(node));
  }

  private find(node: Node): Facts {
    switch (node.type) {
      case 'selector':
        return this.selector(node);
      case 'range':
      case 'subquery':
        return { ...this.of(node.of), value: 'range' };
      case 'call':
        return this.call(node);
      case 'aggregate':
        return this.aggregate(node);
      case 'binary':
        return joined(node, this.of(node.left), this.of(node.right));
      case 'negate':
        return {
          ...withoutBounds(this.of(node.of)),
          ...(this.of(node.of).value === 'vector' && { sample: 'gauge' }),
        };
      case 'raw': {
        const parsed = parse(node.text);
        return parsed.type === 'problem' ? { value: 'unknown' } : this.of(parsed);
      }
      default:
        return { value: evaluatesTo(node) };
    }
  }

  private selector(node: SelectorNode): Facts {
    const known = this.known(node);
    if (!known) return { value: evaluatesTo(node) };
    const one =
      known.sample === 'bucketCounter' &&
      node.matchers.some(
        ({ label, op, value }) => label === 'le' && (op === '=' || (op === '=~' && !value.includes('|'))),
      );
    const bounds = known.buckets;
    return {
      value: 'vector',
      ...(known.labels && { labels: narrow(known.labels, node.matchers) }),
      ...(known.sample && { sample: one ? 'counter' : known.sample }),
      ...(bounds && !one && { bounds }),
      ...this.recorded(known),
    };
  }

  /** What the query of a recording rule says of the series it writes. */
  private recorded({ name, recordings }: Known): Partial<Facts> {
    if (!recordings || this.pending.has(name)) return {};
    this.pending.add(name);
    const all = recordings.map((rule) => this.of(rule.query.node));
    this.pending.delete(name);
    const [first] = all;
    const { sample, bounds } = first ?? {};
    return {
      ...(sample && all.every((one) => one.sample === sample) && { sample }),
      ...(bounds && all.every((one) => one.bounds === bounds) && { bounds }),
    };
  }

  private call(node: CallNode): Facts {
    const value = evaluatesTo(node);
    const vector = node.args.find((arg) => {
      const given = this.of(arg).value;
      return given === 'vector' || given === 'range' || given === 'unknown';
    });
    // hour(), time(), vector(1).
    if (!vector) return value === 'scalar' ? { value } : { value, labels: {}, sample: 'gauge' };
    const of = this.of(vector);
    const { labels, sample, bounds } = of;
    const gauge = { value, ...(labels && { labels }), sample: 'gauge' } as const;
    switch (node.name) {
      case 'rate':
      case 'irate':
      case 'increase':
        if (!sample) return { value, ...(labels && { labels }) };
        return { ...of, value, sample: sample === 'bucketCounter' ? 'buckets' : 'gauge' };
      case 'histogram_quantile':
        return {
          ...gauge,
          ...(labels && { labels: drop(labels, ['le']) }),
          ...(bounds && sample === 'buckets' && { bounds }),
        };
      case 'last_over_time':
      case 'sort':
      case 'sort_desc':
      case 'sort_by_label':
      case 'sort_by_label_desc':
        return { ...of, value };
      case 'abs':
      case 'ceil':
      case 'clamp':
      case 'clamp_max':
      case 'clamp_min':
      case 'floor':
      case 'round':
        return { ...withoutBounds(of), value };
      case 'avg_over_time':
      case 'sum_over_time':
        // Rated buckets can be averaged and added, and are buckets still; a mean of quantiles is no quantile.
        return sample === 'buckets' ? { ...of, value } : gauge;
      case 'max_over_time':
      case 'min_over_time':
        return { ...gauge, ...(bounds && sample === 'gauge' && { bounds }) };
      case 'label_replace':
      case 'label_join':
        return { ...of, value, ...(labels && { labels: relabelled(node, labels) }) };
      case 'absent':
      case 'absent_over_time':
        return { value, labels: absentLabels(vector), sample: 'gauge' };
      case 'scalar':
        return { value };
      case 'info':
        return { value };
      default:
        return gauge;
    }
  }

  private aggregate(node: AggregateNode): Facts {
    const of = this.of(node.of);
    const { op, param } = node;
    if (ranks.has(op)) return { ...of, value: 'vector' };
    const labels = grouped(node, of.labels);
    const sample = op === 'count' || op === 'group' || op === 'count_values' ? 'gauge' : of.sample;
    const keepsBounds = of.sample === 'buckets' ? op === 'sum' || op === 'avg' : op === 'max' || op === 'min';
    return {
      value: 'vector',
      ...(labels && {
        labels:
          op === 'count_values' && param?.type === 'string' ? { ...labels, [param.value]: anything } : labels,
      }),
      ...(sample && { sample }),
      ...(of.bounds && (keepsBounds || of.sample === 'bucketCounter') && { bounds: of.bounds }),
    };
  }
}

const ranks = new Set(['bottomk', 'limit_ratio', 'limitk', 'topk']);

/** The name of the series a selector asks for; empty where a pattern stands for it. */
export function nameOf(node: SelectorNode): string {
  return (
    node.metric || (node.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value ?? '')
  );
}

function withoutBounds(facts: Facts): Facts {
  const { bounds: _, ...rest } = facts;
  return rest;
}

function grouped({ grouping }: AggregateNode, labels: LabelSpecs | undefined): LabelSpecs | undefined {
  if (!grouping) return {};
  if (grouping.mode === 'without') return labels && drop(labels, grouping.labels);
  return labels
    ? keep(labels, grouping.labels)
    : Object.fromEntries(grouping.labels.map((label) => [label, anything]));
}

function relabelled({ name, args }: CallNode, labels: LabelSpecs): LabelSpecs {
  const [to, replacement, from, pattern] = args
    .slice(1)
    .map((arg) => (arg.type === 'string' ? arg.value : undefined));
  if (to === undefined) return labels;
  if (name === 'label_join') return { ...labels, [to]: anything };
  if (replacement === '') return drop(labels, [to]);
  const fixed = from === '' && pattern === '' && replacement !== undefined;
  return { ...labels, [to]: fixed ? constant(replacement) : anything };
}

function absentLabels(node: Node): LabelSpecs {
  const selector = node.type === 'range' ? node.of : node;
  if (selector.type !== 'selector') return {};
  const equal = selector.matchers.filter(({ label, op }) => op === '=' && label !== '__name__');
  return Object.fromEntries(equal.map(({ label, value }) => [label, constant(value)]));
}
