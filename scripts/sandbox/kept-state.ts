import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exitCode, Failure } from '../../src/model/failure.ts';
import type { Store as ClusterStore } from '../../test/contract/elasticsearch/store.ts';
import type { Store } from '../../test/contract/grafana/store.ts';
import type { Store as KibanaStore } from '../../test/contract/kibana/store.ts';

/** What the servers of a sandbox remember. */
export interface Kept {
  readonly grafana: Store;
  readonly elasticsearch: ClusterStore;
  readonly kibana: KibanaStore;
}

/** What an earlier sandbox kept in a file; nothing where there is no such file. */
export function keptState(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8'), revived) as Partial<Kept>;
    if (kept.grafana?.orgs instanceof Map && kept.elasticsearch && kept.kibana) return kept as Kept;
  } catch {
    // Said below: it is no state either way.
  }
  throw new Failure(`${file} is not the state of a sandbox`, {
    next: `rm ${file}, or name another file after --keep`,
    exit: exitCode.usage,
  });
}

/** Writes the state down, for nobody else to read: data sources have secrets. */
export function keepState(file: string, { grafana, elasticsearch, kibana }: Kept): void {
  writeFileSync(file, `${JSON.stringify({ grafana, elasticsearch, kibana }, flattened)}\n`, { mode: 0o600 });
}

const flattened = (_key: string, value: unknown): unknown =>
  value instanceof Map
    ? { entries: [...value], is: 'map' }
    : value instanceof Set
      ? { entries: [...value], is: 'set' }
      : value;

function revived(_key: string, value: unknown): unknown {
  const { is, entries } = (value ?? {}) as { readonly is?: unknown; readonly entries?: unknown };
  if (!Array.isArray(entries)) return value;
  return is === 'map' ? new Map(entries) : is === 'set' ? new Set(entries) : value;
}
