import type { Comparison } from '../comparison.ts';
import { quoted, secretOrPlain } from '../words.ts';

/** What differs in a data source. */
export function compareDatasource(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.fact('type');
  of.fact('url', 'address');
  of.fact('access');
  of.fact('isDefault', 'default');
  of.fact('basicAuth', 'basic authentication');
  of.fact('basicAuthUser', 'user', secretOrPlain);
  of.members('secureJsonData', (name) => `secret ${name}`, secretOrPlain);
}
