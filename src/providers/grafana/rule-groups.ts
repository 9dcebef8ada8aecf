import { z } from 'zod';
import type { Provider } from '../../model/provider.ts';
import type { GrafanaRule, RuleGroupSpec } from '../../model/resource.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { duration, heldBy, provisioning } from './provisioning.ts';

const rule = z.looseObject({ uid: z.string(), title: z.string(), provenance: z.string().optional() });
const group = z.object({
  title: z.string(),
  folderUid: z.string(),
  interval: z.number(),
  rules: z.array(rule).nullish(),
});

/** Groups of Grafana-managed rules: `<folder uid>/<title>`. A group is written whole, since a rule alone cannot say how often it is evaluated. */
export function ruleGroups(api: GrafanaApi): Provider<RuleGroupSpec> {
  const { rest, can } = api;
  const path = (id: string): string => {
    const [folder, title] = partsOf(id);
    return `${provisioning}/folder/${encodeURIComponent(folder)}/rule-groups/${encodeURIComponent(title)}`;
  };
  const find = async (id: string): Promise<z.infer<typeof group> | undefined> => {
    const reply = await rest.find(path(id));
    return reply && read(group, reply.body, rest.address.base);
  };
  /** A group does not tell who wrote its rules; each of them does, and a server lets only one write a group. */
  const writerOf = async (uid: string): Promise<string | undefined> => {
    const reply = await rest.find(`${provisioning}/alert-rules/${encodeURIComponent(uid)}`);
    return reply && read(rule, reply.body, rest.address.base).provenance;
  };
  const normalize = ({ folderUid, title, interval, rules }: RuleGroupSpec): RuleGroupSpec => ({
    folderUid,
    title,
    interval,
    rules: rules.map((of) => normalizedRule(of, can.keepsFiring)),
  });
  return {
    kind: 'rule-group',
    turn: 'rules',
    locks: false,
    observe: eachById(async (id) => {
      const there = await find(id);
      const rules = there?.rules ?? [];
      const [first] = rules;
      if (!there || !first) return undefined;
      return {
        spec: normalize({ ...there, rules: rules as unknown as readonly GrafanaRule[] }),
        ...heldBy(await writerOf(first.uid)),
      };
    }),
    normalize,
    async put({ resource: { id, spec } }) {
      const [folderUID, ruleGroup] = partsOf(id);
      const rules = spec.rules.map(({ keep_firing_for, ...rest }) => ({
        ...rest,
        ...(keep_firing_for && can.keepsFiring && { keep_firing_for }),
        folderUID,
        ruleGroup,
        orgID: api.org.id,
      }));
      await rest.write('PUT', path(id), { ...spec, rules });
      // The answer echoes the request; what was stored is for a second look to tell.
      return undefined;
    },
    async remove(id) {
      if (can.removesRuleGroups) return removed(api.rest, path(id));
      for (const { uid } of (await find(id))?.rules ?? [])
        await removed(api.rest, `${provisioning}/alert-rules/${encodeURIComponent(uid)}`);
    },
  };
}

/** The uid of a folder has no slash in it; a title may. */
function partsOf(id: string): readonly [folder: string, title: string] {
  const slash = id.indexOf('/');
  return [id.slice(0, slash), id.slice(slash + 1)];
}

/** A rule without what the server adds, its durations in one spelling. */
function normalizedRule(of: GrafanaRule, keepsFiring: boolean): GrafanaRule {
  const { id, orgID, updated, provenance, folderUID, ruleGroup, keep_firing_for, ...rest } =
    of as GrafanaRule & Readonly<Record<string, unknown>>;
  const told = Object.entries(rest).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const keep = keepsFiring ? duration(keep_firing_for) : undefined;
  return {
    ...(Object.fromEntries(told) as unknown as GrafanaRule),
    data: of.data.map(normalizedQuery),
    for: duration(of.for) ?? '0s',
    labels: of.labels ?? {},
    annotations: of.annotations ?? {},
    isPaused: of.isPaused ?? false,
    ...(keep && keep !== '0s' && { keep_firing_for: keep }),
  };
}

/** `intervalMs` and `maxDataPoints` are filled in where they are absent, always with the same. */
function normalizedQuery(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { intervalMs, maxDataPoints, ...model } = (query.model ?? {}) as Record<string, unknown>;
  const { queryType, ...rest } = query;
  return {
    ...rest,
    ...(queryType !== '' && queryType !== undefined && { queryType }),
    model: {
      ...model,
      ...(intervalMs !== undefined && intervalMs !== 1000 && { intervalMs }),
      ...(maxDataPoints !== undefined && maxDataPoints !== 43200 && { maxDataPoints }),
    },
  };
}
