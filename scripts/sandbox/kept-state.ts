import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exitCode, Failure } from '../../src/model/failure.ts';
import type { Store } from '../../test/contract/grafana/store.ts';

/** What an earlier sandbox kept in a file; nothing where there is no such file. */
export function keptState(file: string): Store | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const store = JSON.parse(readFileSync(file, 'utf8'), revived) as Store;
    if (store.orgs instanceof Map) return store;
  } catch {
    // Said below: it is no state either way.
  }
  throw new Failure(`${file} is not the state of a sandbox`, {
    next: `rm ${file}, or name another file after --keep`,
    exit: exitCode.usage,
  });
}

/** Writes the state down, for nobody else to read: data sources have secrets. */
export function keepState(file: string, store: Store): void {
  writeFileSync(file, `${JSON.stringify(store, flattened)}\n`, { mode: 0o600 });
}

const flattened = (_key: string, value: unknown): unknown =>
  value instanceof Map ? { entries: [...value], is: 'map' } : value;

function revived(_key: string, value: unknown): unknown {
  const { is, entries } = (value ?? {}) as { readonly is?: unknown; readonly entries?: unknown };
  return is === 'map' && Array.isArray(entries) ? new Map(entries) : value;
}
