import { isJson } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { duration, listed, plain } from '../words.ts';

/** What differs in what a Prometheus is told beside its jobs and its rules. */
export function comparePrometheusServer(of: Comparison): void {
  of.member(
    'global',
    (global) => {
      global.fact('scrape_interval', 'scrape interval', duration);
      global.fact('scrape_timeout', 'scrape timeout', duration);
      global.fact('evaluation_interval', 'evaluation interval', duration);
      global.members('external_labels', (name) => `external label ${name}`);
      global.rest();
    },
    '',
  );
  of.words('rule_files', 'rule file');
  of.rest();
}

/** What differs in a scrape job. */
export function compareScrapeJob(of: Comparison): void {
  of.fact('scrape_interval', 'scrape interval', duration);
  of.fact('scrape_timeout', 'scrape timeout', duration);
  of.fact('metrics_path', 'path');
  of.fact('static_configs', 'targets', targets);
  of.rest();
}

/** `web:80, web:81`; with labels of their own the whole is told. */
const targets = (configs: unknown): string =>
  Array.isArray(configs) && configs.every((one) => isJson(one) && Object.keys(one).join() === 'targets')
    ? listed(configs.flatMap(({ targets }) => targets))
    : plain(configs);

/** What differs in the flags of a program. */
export function compareFlags(of: Comparison): void {
  of.members(
    'flags',
    (name) => `flag ${name}`,
    (value) => (value === true ? 'on' : plain(value)),
  );
}
