import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { Failure } from '#lib';
import { versions } from './schema.ts';

/** What a statement is given: by position. */
export type Value = string | number | null;

/** The durable state of a responder. The only place that knows which database it is. */
export interface Database {
  readonly path: string;
  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[];
  one<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  /** Changes rows, inside of `write` only. Answers with the id of an inserted row. */
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly id: number };
  /**
   * Does some work as a whole or not at all, and answers when it is on the disk. What is asked for in the same moment shares one
   * transaction, and with it the one thing that takes time, the wait for the disk; work that throws takes back only its own part.
   */
  write<Result>(work: () => Result): Promise<Result>;
  /** How often work was taken back: whoever remembers what it wrote has to read it again when this changes. */
  takenBack(): number;
  /** Inside of `write`: to be done once the work is on the disk. */
  afterwards(effect: () => void): void;
  close(): void;
}

/** The disk does not take it now: whoever asked may ask again. */
export class NotStored extends Failure {}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** How much may wait for the disk. More would only be answered later than anybody waits. */
const most = 5000;

const codeOf = (error: unknown): string =>
  error instanceof Libsql.SqliteError && typeof error.code === 'string' ? error.code : '';

/** Opens the database of a responder, and makes it when there is none. A second responder on it is refused. */
export function openDatabase(path: string): Database {
  const lock = claim(path);
  const release = (): void => {
    lock.exec('rollback');
    lock.close();
  };
  try {
    return connect(path, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Opens it for reading, beside a responder that runs. */
export function readDatabase(path: string): Database {
  // libsql would make one.
  if (!existsSync(path))
    throw new Failure(`there is no database ${path}`, {
      why: 'no responder has begun to work on it yet',
      next: 'name the one that is meant in RESPONDER_DATABASE, or begin one: npm run responder',
    });
  try {
    accessSync(path, constants.R_OK);
    return wrap(path, new Libsql(path, { readonly: true }), () => {});
  } catch (error) {
    throw unopened(path, error);
  }
}

/** A lock of the operating system on a file beside the database. It ends with the process, however that ends. */
function claim(path: string): Libsql.Database {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const lock = new Libsql(`${path}.lock`, { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    throw unopened(path, error);
  }
}

function connect(path: string, release: () => void): Database {
  try {
    const sql = new Libsql(path, { timeout: 5000 });
    chmodSync(path, 0o600);
    // Full: each commit waits for the disk. Without that a loss of power may take back what a target was asked for, or Alertmanager
    // was told is safe, and it would be done twice or never. What comes in together shares the wait.
    sql.exec('pragma journal_mode = wal; pragma synchronous = full');
    upgrade(path, sql);
    sql.exec('pragma foreign_keys = on');
    return wrap(path, sql, release);
  } catch (error) {
    throw error instanceof Failure ? error : unopened(path, error);
  }
}

function upgrade(path: string, sql: Libsql.Database): void {
  const { user_version: version } = sql.prepare('pragma user_version').get() as { user_version: number };
  if (version > versions.length)
    throw new Failure(`${path} is of a newer responder`, {
      why: `its tables have version ${version}, and this one knows ${versions.length}`,
      next: 'start the newer responder, or name another file in RESPONDER_DATABASE',
    });
  if (version < versions.length)
    sql.exec(
      `begin immediate; ${versions.slice(version).join('')} pragma user_version = ${versions.length}; commit`,
    );
}

function unopened(path: string, error: unknown): Failure {
  const code = codeOf(error) || ((error as NodeJS.ErrnoException).code ?? '');
  if (code === 'SQLITE_BUSY')
    return new Failure(`another responder works on ${path}`, {
      why: 'two on one database would do everything twice',
      next: 'end the other one, or name another file in RESPONDER_DATABASE',
    });
  const next =
    code === 'SQLITE_FULL' || code === 'ENOSPC'
      ? 'make room on the disk, or name a file on another one in RESPONDER_DATABASE'
      : 'name a file in a folder that this user may write to in RESPONDER_DATABASE';
  if (code === 'SQLITE_NOTADB')
    return new Failure(`${path} is no database`, {
      why: 'its first bytes are those of something else',
      next,
    });
  return new Failure(`cannot open ${path}`, {
    why: error instanceof Error ? error.message : String(error),
    next,
  });
}

function wrap(path: string, sql: Libsql.Database, release: () => void): Database {
  const statements = new Map<string, Libsql.Statement<unknown[]>>();
  const prepare = (text: string): Libsql.Statement<unknown[]> => {
    const statement = statements.get(text) ?? sql.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  const all = <Row>(text: string, ...values: readonly Value[]): readonly Row[] =>
    prepare(text).all(...values) as Row[];

  let isOpen = true;
  let waiting: Waiting[] = [];
  let effects: (() => void)[] = [];
  let takenBack = 0;
  const say = (statement: string): unknown => prepare(statement).run();

  /** One piece of work, whose own mistakes end with it. What the disk refuses ends the whole transaction. */
  const attempt = ({ work, resolve, reject }: Waiting): (() => void) => {
    const before = effects.length;
    say('savepoint piece');
    try {
      const result = work();
      say('release piece');
      return () => resolve(result as never);
    } catch (error) {
      if (codeOf(error) && !codeOf(error).startsWith('SQLITE_CONSTRAINT')) throw error;
      takenBack++;
      say('rollback to piece');
      say('release piece');
      effects.length = before;
      return () => reject(error);
    }
  };

  const flush = (): void => {
    // close() did what was left.
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    effects = [];
    let answers: readonly (() => void)[];
    try {
      say('begin immediate');
      answers = batch.map(attempt);
      say('commit');
    } catch (error) {
      takenBack++;
      // SQLite may have ended the transaction itself, of which `rollback` would complain.
      if (sql.inTransaction) sql.exec('rollback');
      const failure = new NotStored(`cannot write to ${path}`, {
        why: error instanceof Error ? error.message : String(error),
        next: 'make room on the disk; what was not stored is asked for again',
      });
      for (const { reject } of batch) reject(failure);
      return;
    }
    for (const effect of effects) effect();
    for (const answer of answers) answer();
  };

  return {
    path,
    all,
    one: <Row>(text: string, ...values: readonly Value[]) => all<Row>(text, ...values)[0],
    run(text, ...values) {
      const { changes, lastInsertRowid } = prepare(text).run(...values);
      return { changes, id: Number(lastInsertRowid) };
    },
    write: (work) =>
      new Promise((resolve, reject) => {
        // libsql ends the whole process when it is asked for something after that.
        const why = !isOpen
          ? 'the responder ends'
          : waiting.length >= most
            ? `${most} pieces of work wait for the disk`
            : undefined;
        if (why) {
          reject(new NotStored(`${path} takes nothing more`, { why, next: 'ask again in a moment' }));
          return;
        }
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work, resolve: resolve as (result: never) => void, reject });
      }),
    takenBack: () => takenBack,
    afterwards: (effect) => effects.push(effect),
    close() {
      flush();
      isOpen = false;
      statements.clear();
      sql.close();
      release();
    },
  };
}
