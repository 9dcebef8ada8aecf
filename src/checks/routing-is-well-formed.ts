import { secondsOf } from '../model/duration.ts';
import type { Matcher } from '../model/node.ts';
import type { Receiver, ReceiverIntegration, Routing, TimeInterval, TimeRange } from '../model/routing.ts';
import { refusedByRe2 } from '../promql/re2.ts';
import { inhibitionPath, matcherText, receiverPath, routePath } from '../queries/paths.ts';
import { branches } from '../routing/branches.ts';
import { intervalsOf } from '../routing/intervals-of.ts';
import type { Check, Finding } from './check.ts';
import { grouped } from './grouped.ts';

/** Names, durations, expressions, times and addresses of the routing are such as Alertmanager takes. */
export const routingIsWellFormed: Check = {
  id: 'routing-is-well-formed',
  severity: 'error',
  *project({ project: { routing } }): Iterable<Finding> {
    if (!routing) return;
    yield* names(routing);
    for (const receiver of routing.receivers)
      for (const one of receiver.integrations) yield* integration(one, receiver);
    for (const one of intervalsOf(routing.root)) yield* interval(one);
    for (const { route, path } of branches(routing.root)) {
      const where = routePath(path);
      yield* expressions(route.matchers, where);
      for (const [name, value] of Object.entries(route.pace ?? {}))
        if (Number.isNaN(secondsOf(value)))
          yield { path: where, message: `${name} ${value} is no duration`, fix: 'write one like 5m' };
    }
    for (const [index, { source, target }] of routing.inhibitions.entries())
      yield* expressions([...source, ...target], inhibitionPath(index));
  },
};

function* names({ receivers, root }: Routing): Iterable<Finding> {
  for (const [name, same] of grouped(receivers, (one) => one.name))
    if (same.length > 1)
      yield {
        path: receiverPath({ name, integrations: [] }),
        message: `${same.length} receivers are called ${name}`,
        fix: 'give each a name of its own: Alertmanager refuses the configuration',
      };
  for (const [name, same] of grouped(intervalsOf(root), (one) => one.name))
    if (same.length > 1)
      yield {
        path: intervalPath(name),
        message: `${same.length} time intervals are called ${name}`,
        fix: 'give each a name of its own, or refer to one constant: Alertmanager refuses the configuration',
      };
}

const intervalPath = (name: string): string => `alerts/routing.ts › time interval ${name}`;

function* expressions(matchers: readonly Matcher[], path: string): Iterable<Finding> {
  for (const matcher of matchers) {
    const why = matcher.op === '=~' || matcher.op === '!~' ? refusedByRe2(matcher.value) : undefined;
    if (why)
      yield {
        path,
        message: `Alertmanager refuses ${matcherText(matcher)}: ${why}`,
        fix: 'write the expression as RE2 reads it',
      };
  }
}

function* integration(of: ReceiverIntegration, receiver: Receiver): Iterable<Finding> {
  const path = receiverPath(receiver);
  if (of.type === 'email') {
    for (const to of of.to.length > 0 ? of.to : [''])
      if (!/^[^\s@,;]+@[^\s@,;]+$/.test(to))
        yield {
          path,
          message: `"${to}" is no address to send mail to`,
          fix: 'write one like team@example.com',
        };
    return;
  }
  if (of.type === 'responder' && !/^https?:\/\/[^\s/]+/.test(of.url))
    yield {
      path,
      message: `"${of.url}" is no address to post to`,
      fix: 'write one like http://host:port/path',
    };
  const { env } = of.type === 'pagerduty' ? of.routingKey : of.type === 'slack' ? of.webhook : of.token;
  if (!/^[A-Z][A-Z0-9_]*$/.test(env))
    yield {
      path,
      message: 'a secret is no name of a variable',
      fix: 'write the name of an environment variable in capitals; the value belongs into the deployment',
    };
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const minutes = (clock: string): number => {
  const [, hours, rest] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(clock) ?? [];
  return Number(hours) * 60 + Number(rest);
};

function* interval({ name, ranges }: TimeInterval): Iterable<Finding> {
  const path = intervalPath(name);
  for (const range of ranges) for (const [message, fix] of wrongIn(range)) yield { path, message, fix };
}

function* wrongIn({ weekdays = [], times = [], location }: TimeRange): Iterable<readonly [string, string]> {
  for (const range of weekdays) {
    const [from = '', to = from] = range.split(':');
    if (days.indexOf(from) > days.indexOf(to))
      yield [`${range} runs backwards: a week begins on sunday`, `write '${from}', '${to}', or two ranges`];
  }
  // No comparison holds of what is no time.
  for (const [from, to] of times)
    if (!(minutes(from) < minutes(to) && minutes(to) <= 24 * 60))
      yield [
        `from ${from} to ${to} is no part of a day`,
        'write two times such as 08:00 and 18:00, the earlier first',
      ];
  if (!isTimeZone(location))
    yield [`there is no time zone ${location}`, 'write an IANA name such as Europe/Berlin, or UTC'];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
