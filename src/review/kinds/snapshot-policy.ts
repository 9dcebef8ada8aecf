import type { Comparison } from '../comparison.ts';
import { listed, quoted } from '../words.ts';

/** What differs in a snapshot policy. */
export function compareSnapshotPolicy(of: Comparison): void {
  of.fact('schedule', 'schedule', quoted);
  of.fact('name', 'name of snapshots', quoted);
  of.fact('repository');
  of.member(
    'config',
    (config) => {
      config.fact('indices', 'indices', listed);
      config.rest();
    },
    '',
  );
  of.member('retention', (retention) => {
    retention.fact('expire_after', 'kept for');
    retention.fact('min_count', 'least number kept');
    retention.fact('max_count', 'largest number kept');
    retention.rest();
  });
  of.rest();
}
