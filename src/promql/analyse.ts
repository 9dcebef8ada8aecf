import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import type { AggregateNode, CallNode, Matcher, Node, SelectorNode } from '../model/node.ts';
import { type Facts, facts } from './facts.ts';
import { joined } from './joined.ts';
import { absentLabels, narrow } from './narrow.ts';
import { parse } from './parse.ts';
import { evaluatesTo } from './signature.ts';
import { drop, keep } from './vector.ts';
import type { Known, Vocabulary } from './vocabulary.ts';

const number = facts('scalar');
const string = facts('string');
const noLabels: LabelSpecs = {};

/** A label of which nothing is known but that it is there. */
export const anything: LabelSpec = { values: [], closed: false, budget: 1000 };
const constant = (value: string): LabelSpec => ({ values: [value], closed: true, budget: 1 });

/** Works out what each expression leaves: at run time, and for raw queries too, what the types say at compile time. */
export class Analysis {
  private readonly found = new Map<Node, Facts>();
  /** By name of a recording; absent facts while they are being worked out, so that rules that read each other end. */
  private readonly recordings = new Map<string, Facts | undefined>();

  constructor(readonly vocabulary: Vocabulary) {}

  /** Lets go of the nodes seen so far. One table of all queries of a project would cost more than it spares. */
  forget(): void {
    this.found.clear();
  }

  /** What is known of a node. Worked out once, until `forget`. */
  of(node: Node): Facts {
    if (node.type === 'number') return number;
    if (node.type === 'string') return string;
    const known = this.found.get(node);
    if (known) return known;
    const found = this.find(node);
    this.found.set(node, found);
    return found;
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
      case 'subquery': {
        const { labels, sample, bounds } = this.of(node.of);
        return facts('range', labels, sample, bounds);
      }
      case 'call':
        return this.call(node);
      case 'aggregate':
        return this.aggregate(node);
      case 'binary':
        return joined(node, this.of(node.left), this.of(node.right));
      case 'negate': {
        const { value, labels } = this.of(node.of);
        return facts(value, labels, value === 'vector' ? 'gauge' : undefined);
      }
      case 'raw': {
        const parsed = parse(node.text);
        return parsed.type === 'problem' ? facts('unknown') : this.of(parsed);
      }
      default:
        return facts(evaluatesTo(node));
    }
  }

  private selector(node: SelectorNode): Facts {
    const known = this.known(node);
    if (!known) return facts(evaluatesTo(node));
    const labels = known.labels && narrow(known.labels, node.matchers);
    if (known.sample === 'bucketCounter' && node.matchers.some(isOneBucket))
      return facts('vector', labels, 'counter');
    const { sample, bounds } = this.recorded(known) ?? { sample: undefined, bounds: undefined };
    return facts('vector', labels, sample ?? known.sample, bounds ?? known.buckets);
  }

  /** What the queries of recording rules say of the series they write. */
  private recorded({ name, recordings }: Known): Facts | undefined {
    if (!recordings || this.recordings.has(name)) return this.recordings.get(name);
    this.recordings.set(name, undefined);
    const all = recordings.map((rule) => this.of(rule.query.node));
    const [first] = all;
    const agree = all.every((one) => one.sample === first?.sample && one.bounds === first?.bounds);
    this.recordings.set(name, agree ? first : undefined);
    return this.recordings.get(name);
  }

  private call(node: CallNode): Facts {
    const value = evaluatesTo(node);
    const vector = node.args.find((arg) => arg.type !== 'number' && isSeries(this.of(arg)));
    // hour(), time(), vector(1).
    if (!vector) return value === 'scalar' ? number : facts(value, noLabels, 'gauge');
    const { labels, sample, bounds } = this.of(vector);
    switch (node.name) {
      case 'rate':
      case 'irate':
      case 'increase':
        return facts(value, labels, sample && (sample === 'bucketCounter' ? 'buckets' : 'gauge'), bounds);
      case 'histogram_quantile':
        return facts(
          value,
          labels && drop(labels, ['le']),
          'gauge',
          sample === 'buckets' ? bounds : undefined,
        );
      case 'last_over_time':
      case 'sort':
      case 'sort_desc':
      case 'sort_by_label':
      case 'sort_by_label_desc':
        return facts(value, labels, sample, bounds);
      case 'abs':
      case 'ceil':
      case 'clamp':
      case 'clamp_max':
      case 'clamp_min':
      case 'floor':
      case 'round':
        return facts(value, labels, sample);
      case 'avg_over_time':
      case 'sum_over_time':
        // Rated buckets can be averaged and added, and are buckets still; a mean of quantiles is no quantile.
        return sample === 'buckets' ? facts(value, labels, sample, bounds) : facts(value, labels, 'gauge');
      case 'max_over_time':
      case 'min_over_time':
        return facts(value, labels, 'gauge', sample === 'gauge' ? bounds : undefined);
      case 'label_replace':
      case 'label_join':
        return facts(value, labels && relabelled(node, labels), sample, bounds);
      case 'absent':
      case 'absent_over_time':
        return facts(value, absentOf(vector), 'gauge');
      case 'scalar':
      case 'info':
        return facts(value);
      default:
        return facts(value, labels, 'gauge');
    }
  }

  private aggregate(node: AggregateNode): Facts {
    const { op, param } = node;
    const { labels, sample, bounds } = this.of(node.of);
    if (ranks.has(op)) return facts('vector', labels, sample, bounds);
    const left = grouped(node, labels);
    if (op === 'count' || op === 'group') return facts('vector', left, 'gauge');
    if (op === 'count_values')
      return facts(
        'vector',
        left && param?.type === 'string' ? { ...left, [param.value]: anything } : left,
        'gauge',
      );
    const adds = op === 'sum' || op === 'avg';
    const chooses = op === 'max' || op === 'min';
    return facts('vector', left, sample, (sample === 'gauge' ? chooses : adds) ? bounds : undefined);
  }
}

/** Whether a selector of buckets picks one of them, which is an ordinary counter: as `where` prints it for both Prometheus. */
const isOneBucket = ({ label, op, value }: Matcher): boolean =>
  label === 'le' && (op === '=' || (op === '=~' && /^\d+\(\\\.0\)\?$/.test(value)));

const isSeries = ({ value }: Facts): boolean =>
  value === 'vector' || value === 'range' || value === 'unknown';

const ranks = new Set(['bottomk', 'limit_ratio', 'limitk', 'topk']);

/** The name of the series a selector asks for; empty where a pattern stands for it. */
export function nameOf(node: SelectorNode): string {
  return (
    node.metric || (node.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value ?? '')
  );
}

function grouped({ grouping }: AggregateNode, labels: LabelSpecs | undefined): LabelSpecs | undefined {
  if (!grouping) return noLabels;
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

function absentOf(node: Node): LabelSpecs {
  const selector = node.type === 'range' ? node.of : node;
  return selector.type === 'selector' ? absentLabels(selector.matchers) : {};
}
