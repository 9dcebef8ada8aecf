import { type Duration, durationOf, secondsOf } from '../model/duration.ts';
import type { LabelSpec, LabelSpecs, LabelsIn } from '../model/label.ts';
import type { Matcher } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type {
  Inhibition,
  NotificationLinks,
  Pace,
  Receiver,
  Route,
  Routing,
  TimeInterval,
} from '../model/routing.ts';
import type { Match } from '../promql/select.ts';

/** Labels of alerts: those declared, and the name, which every alert has. */
type Carried<Specs extends LabelSpecs> = LabelsIn<Specs> & { readonly alertname: string };

/** What an alert must say: each label with a value it can have, or `''` where it must not have the label. */
type When<Specs extends LabelSpecs> = {
  readonly [Name in keyof Carried<Specs>]?: Carried<Specs>[Name] | '' | Match<Carried<Specs>[Name] | ''>;
};

interface RouteSpec<Specs extends LabelSpecs, Used extends string, Below extends string> {
  readonly when: When<Specs>;
  /** Default: that of the branch above. */
  readonly receiver?: Receiver<Used>;
  readonly groupBy?: readonly (keyof Carried<Specs> & string)[];
  readonly pace?: Pace;
  /** Lets siblings further down have the alert too. */
  readonly continue?: boolean;
  readonly mute?: readonly TimeInterval[];
  readonly routes?: readonly Route<Below>[];
}

interface RoutingSpec<Specs extends LabelSpecs, Declared extends string, Used extends string> {
  readonly receivers: readonly Receiver<Declared>[];
  /** Gets what no route wants. */
  readonly fallback: Receiver<NoInfer<Declared>>;
  readonly groupBy: readonly (keyof Carried<Specs> & string)[];
  readonly pace: Pace;
  readonly routes: readonly Route<Used>[];
  readonly inhibitions?: readonly Inhibition[];
  readonly links: NotificationLinks;
}

type IsDeclared<Used extends string, Declared extends string> = [Exclude<Used, Declared>] extends [never]
  ? unknown
  : Refusal<`a route tells the receiver '${Exclude<Used, Declared>}', which is not on the list: add it to receivers`>;

/**
 * The vocabulary of a routing tree over the labels that alerts carry. The first route whose `when` holds gets the alert,
 * and within it the first of its own routes.
 *
 * `route({ when: { severity: 'critical' }, receiver: onCall })` compiles to `matchers: ['severity="critical"']`.
 */
export function routesBy<const Specs extends LabelSpecs>(labels: Specs) {
  const known: LabelSpecs = { alertname: anyName, ...labels };
  return {
    /** A branch of the tree. */
    route<const Used extends string = never, const Below extends string = never>(
      spec: RouteSpec<Specs, Used, Below>,
    ): Route<Used | Below> {
      const { when, ...rest } = spec;
      return { continue: false, mute: [], routes: [], ...rest, matchers: matchersOf(when) };
    },
    /** While an alert of `source` fires, those of `target` with the same values of `equal` are kept quiet. */
    inhibit(spec: {
      readonly source: When<Specs>;
      readonly target: When<Specs>;
      readonly equal: readonly [keyof Carried<Specs> & string, ...(keyof Carried<Specs> & string)[]];
    }): Inhibition {
      return { source: matchersOf(spec.source), target: matchersOf(spec.target), equal: spec.equal };
    },
    /** The whole tree. */
    routing<const Declared extends string, const Used extends string = never>(
      spec: IsDeclared<Used, NoInfer<Declared>> & RoutingSpec<Specs, Declared, Used>,
    ): Routing {
      const { receivers, fallback, groupBy, pace: trunk, routes, inhibitions = [], links } = spec;
      return {
        labels: known,
        receivers,
        root: { receiver: fallback, groupBy, pace: trunk, routes, matchers: [], continue: false, mute: [] },
        inhibitions,
        links,
      };
    },
  };
}

const anyName: LabelSpec = { values: [], closed: false, budget: 1000 };

function matchersOf(when: Readonly<Record<string, string | Match<string> | undefined>>): readonly Matcher[] {
  return Object.entries(when).flatMap(([label, value]): Matcher[] => {
    if (value === undefined) return [];
    return [
      typeof value === 'string' ? { label, op: '=', value } : { label, op: value.op, value: value.value },
    ];
  });
}

/**
 * How patient a route is, from the time in which somebody must respond. Company is waited for during a thirtieth of it, news
 * of a group that was told of during a fifth; and who was given six times as long and did nothing is told again.
 */
export function pace({ responseTime }: { readonly responseTime: Duration }): Pace {
  const seconds = secondsOf(responseTime);
  return {
    groupWait: durationOf(seconds / 30),
    groupInterval: durationOf(seconds / 5),
    repeatInterval: durationOf(seconds * 6),
  };
}

/** Moments by name, for `mute`. */
export function timeInterval(spec: TimeInterval): TimeInterval {
  return spec;
}
