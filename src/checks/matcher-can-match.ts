import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import type { Matcher } from '../model/node.ts';
import type { Routing } from '../model/routing.ts';
import { alternatives, regexOf } from '../promql/narrow.ts';
import { inhibitionPath, matcherText, routePath } from '../queries/paths.ts';
import { branches } from '../routing/branches.ts';
import { carriedByAny } from './carried.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';
import { list } from './words.ts';

/** What a route or an inhibition asks for is what some alert says. */
export const matcherCanMatch: Check = {
  id: 'matcher-can-match',
  severity: 'error',
  *project(context): Iterable<Finding> {
    const { routing } = context.project;
    const carried = routing && carriedByAny(context);
    if (!carried) return;
    for (const [path, matchers] of matchersOf(routing))
      for (const matcher of matchers)
        for (const finding of vain(matcher, carried)) yield { ...finding, path };
  },
};

function* matchersOf({ root, inhibitions }: Routing): Iterable<readonly [string, readonly Matcher[]]> {
  for (const { route, path } of branches(root)) yield [routePath(path), route.matchers];
  for (const [index, { source, target }] of inhibitions.entries())
    yield [inhibitionPath(index), [...source, ...target]];
}

function* vain(matcher: Matcher, carried: LabelSpecs): Iterable<Finding> {
  const { label } = matcher;
  const spec = carried[label];
  if (!spec)
    yield {
      message: `${matcherText(matcher)} looks at the label ${label}, which no alert has: they have ${list(Object.keys(carried).toSorted())}`,
      fix: nearest(label, Object.keys(carried))
        ? `write ${nearest(label, Object.keys(carried))}`
        : 'match another label, or put it on the alerts that are meant',
    };
  else
    for (const value of missing(matcher, spec)) {
      const meant = nearest(value, spec.values);
      yield {
        message: `${matcherText(matcher)} looks for ${label} ${value}, which no alert says: they say ${list(spec.values)}`,
        fix: meant ? `write ${meant}` : 'match another value, or remove the matcher',
      };
    }
}

/** The values that a matcher wants and no alert has. One that leaves values out may leave out what is not there yet. */
function missing({ op, value }: Matcher, { closed, values }: LabelSpec): readonly string[] {
  if (!closed || op === '!=' || op === '!~') return [];
  const wanted = op === '=' ? [value] : alternatives(value);
  if (wanted) return wanted.filter((one) => one !== '' && !values.includes(one));
  const regex = regexOf(value);
  return regex && !values.some((one) => regex.test(one)) ? [value] : [];
}
