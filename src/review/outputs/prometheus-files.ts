import type { Json } from '../../model/json.ts';
import { canonical } from '../../model/json.ts';
import { nameOf } from '../../promql/analyse.ts';
import { meaning } from '../../promql/meaning.ts';
import { parse } from '../../promql/parse.ts';
import { nodesOf } from '../../promql/walk.ts';
import type { Item } from './item.ts';
import { objectsIn, word, yamlIn } from './parsed.ts';

/** The server and its jobs. */
export function prometheusIn(text: string, path: string): readonly Item[] {
  const { scrape_configs: jobs, ...spec } = yamlIn(text, path);
  return [
    { kind: 'prometheus', id: path, name: 'Prometheus', spec, path },
    ...objectsIn(jobs).map((job) => ({ kind: 'scrape-job', id: word(job.job_name), spec: job, path })),
  ];
}

/** The flags of a program, by name; one that stands several times has all of its values. */
export function flagsIn(text: string, path: string): readonly Item[] {
  const flags: Record<string, string | true> = {};
  for (const line of text.split('\n').filter(Boolean)) {
    const [, name = line, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(line) ?? [];
    const known = flags[name];
    flags[name] = known === undefined ? (value ?? true) : `${known}, ${value}`;
  }
  const program = path.split('/').at(-2) ?? path;
  return [{ kind: 'flags', id: program, spec: { flags }, path }];
}

/** The rules of a file, and its groups with what belongs to no single rule. */
export function rulesIn(text: string, path: string): readonly Item[] {
  return objectsIn(yamlIn(text, path).groups).flatMap(({ name, rules, ...group }) => {
    const each = objectsIn(rules).map((rule) => ruleItem(rule, word(name), path));
    const spec = { ...group, name, late: lateReadings(objectsIn(rules)) };
    const keys = [
      `rules ${each
        .map(({ id }) => id)
        .sort()
        .join()}`,
    ];
    return [
      { kind: 'evaluation-group', id: `${path} ${word(name)}`, name: word(name), keys, spec, path },
      ...each,
    ];
  });
}

function ruleItem({ record, alert, expr, ...rule }: Json, group: string, path: string): Item {
  const name = word(record ?? alert);
  const labels = canonical(rule.labels ?? {});
  const tree = parse(word(expr));
  const query = tree.type === 'problem' ? word(expr) : meaning(tree);
  return {
    kind: alert === undefined ? 'recording-rule' : 'alert',
    // Several rules may record one series, under labels of their own.
    id: `${name} ${labels} ${query}`,
    name,
    keys: [`${name} ${labels}`, `${name} in ${group}`, name, `query ${labels} ${query}`, `query ${query}`],
    spec: { name, expr, ...(alert !== undefined && { for: '0s' }), ...rule, group },
    path,
  };
}

/** Who reads what is recorded further down in its group, and so as it was one evaluation before. */
function lateReadings(rules: readonly Json[]): readonly string[] {
  return rules.flatMap((rule, at) => {
    const later = new Set(
      rules.slice(at + 1).flatMap(({ record }) => (record === undefined ? [] : [word(record)])),
    );
    if (later.size === 0) return [];
    const tree = parse(word(rule.expr));
    const read =
      tree.type === 'problem'
        ? []
        : nodesOf(tree).flatMap((one) => (one.type === 'selector' ? [nameOf(one)] : []));
    return [...new Set(read)]
      .filter((name) => later.has(name))
      .map((name) => `${name} for ${word(rule.record ?? rule.alert)}`);
  });
}
