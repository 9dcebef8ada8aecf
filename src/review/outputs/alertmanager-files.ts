import { isJson, type Json } from '../../model/json.ts';
import type { Item } from './item.ts';
import { objectsIn, word, yamlIn } from './parsed.ts';

/** What an Alertmanager is told: routes, receivers, inhibitions, time intervals, and the rest. */
export function alertmanagerIn(text: string, path: string): readonly Item[] {
  const { route, receivers, inhibit_rules, time_intervals, ...spec } = yamlIn(text, path);
  const inhibitions = objectsIn(inhibit_rules);
  return [
    { kind: 'settings', id: path, name: 'Alertmanager', spec, path },
    ...(isJson(route)
      ? [{ kind: 'routing', id: 'routing', name: 'routing', spec: routeOf(route), path }]
      : []),
    ...objectsIn(receivers).map((of) => ({
      kind: 'receiver',
      id: word(of.name),
      spec: receiverOf(of),
      path,
    })),
    { kind: 'inhibitions', id: 'inhibitions', spec: { inhibitions }, path },
    ...objectsIn(time_intervals).map((of) => ({ kind: 'time-interval', id: word(of.name), spec: of, path })),
  ];
}

/** The template of a file, called as it calls itself. */
export function templateIn(text: string, path: string): readonly Item[] {
  const [, name = path] = /\{\{-?\s*define "([^"]+)"/.exec(text) ?? [];
  return [{ kind: 'notification-template', id: name, spec: { name, template: text }, path }];
}

/** A route in the words that Grafana has for it: one comparison knows both. */
function routeOf({ matchers, routes, ...of }: Json): Json {
  return {
    ...of,
    ...(Array.isArray(matchers) && { object_matchers: matchers.map(matcherOf) }),
    ...(Array.isArray(routes) && { routes: objectsIn(routes).map(routeOf) }),
  };
}

function matcherOf(text: unknown): unknown {
  const [, label, operator, value] =
    /^\s*"?([^"=~!]+?)"?\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/s.exec(word(text)) ?? [];
  return label === undefined ? text : [label, operator, value];
}

/** `slack_configs` and its like as one list. */
function receiverOf(of: Json): Json {
  const integrations: Json[] = [];
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(of)) {
    const [, sort] = /^(\w+)_configs$/.exec(key) ?? [];
    if (sort) for (const one of objectsIn(value)) integrations.push({ sort, of: one });
    else rest[key] = value;
  }
  return { ...rest, integrations };
}
