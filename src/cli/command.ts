import { parseArgs } from 'node:util';
import { exitCode, Failure } from '../model/failure.ts';

/** An option of a command, as `--help` shows it. */
export interface Option {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be said several times; the values are then one, with commas between. */
  readonly multiple?: boolean;
  readonly help: string;
  /** What stands for the value in the help text: `PORT`. */
  readonly value?: string;
}

/** What the command line said. */
export interface Arguments {
  readonly flags: Readonly<Record<string, boolean | undefined>>;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly words: readonly string[];
}

/** A command of the project, run by a script of the same name. */
export interface Command {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Words it takes beside options, for the help text: `<uid>`; none when absent. */
  readonly words?: string;
  /** Answers with an exit code; throws a Failure for what the user can mend. */
  run(args: Arguments): Promise<number> | number;
}

/** Runs a command from the process's arguments and sets its exit code. The one place that turns errors into text. */
export async function main(command: Command, argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  // A reader such as `head` may close the pipe: that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    const args = parse(command, argv);
    process.exitCode = args.flags.help ? help(command) : await command.run(args);
  } catch (error) {
    process.exitCode = explain(error, argv.includes('--json'));
  }
}

const common: Readonly<Record<string, Option>> = {
  help: { type: 'boolean', short: 'h', help: 'show this text' },
};

function parse(command: Command, argv: readonly string[]): Arguments {
  const options = { ...command.options, ...common };
  try {
    const parsed = parseArgs({
      args: [...argv],
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, short, multiple }]) => [
          name,
          { type, ...(short && { short }), ...(multiple && { multiple }) },
        ]),
      ),
      allowPositionals: command.words !== undefined,
    });
    const entries = Object.entries(parsed.values).map(
      ([name, value]) => [name, Array.isArray(value) ? value.join(',') : value] as const,
    );
    // An unset variable of a pipeline must not turn into "everything", or "here".
    const empty = entries.find(([, value]) => typeof value === 'string' && value.trim() === '');
    if (empty) throw new Error(`--${empty[0]} needs a value, and got none`);
    return {
      flags: Object.fromEntries(
        entries.filter(([, value]) => typeof value === 'boolean'),
      ) as Arguments['flags'],
      values: Object.fromEntries(
        entries.filter(([, value]) => typeof value === 'string'),
      ) as Arguments['values'],
      words: parsed.positionals,
    };
  } catch (error) {
    const [first] = (error as Error).message.split('. ');
    throw new Failure(`${first?.replace(/\.$/, '')}`, {
      next: `npm run ${command.name} -- --help`,
      exit: exitCode.usage,
    });
  }
}

function help({ name, summary, options, words }: Command): number {
  const rows = Object.entries({ ...options, ...common }).map(([option, { short, help, value }]) => [
    `  ${short ? `-${short}, ` : '    '}--${option}${value ? ` ${value}` : ''}`,
    help,
  ]);
  const width = Math.max(...rows.map(([left]) => (left as string).length)) + 2;
  process.stdout.write(
    `${summary}\n\nUsage: npm run ${name} -- [options]${words ? ` ${words}` : ''}\n\n${rows.map(([left, right]) => `${(left as string).padEnd(width)}${right}\n`).join('')}`,
  );
  return exitCode.ok;
}

/** Three lines for what the user can mend; for a fault of ours the stack as well. Answers with the exit code. */
export function explain(error: unknown, json: boolean): number {
  if (error instanceof Failure) {
    const { why, next, exit } = error.detail;
    if (json)
      process.stdout.write(
        `${JSON.stringify({ failure: { message: error.message, why, next } }, null, 2)}\n`,
      );
    else process.stderr.write(`error: ${error.message}\n${why ? `  why: ${why}\n` : ''}  next: ${next}\n`);
    return exit ?? exitCode.problems;
  }
  process.stderr.write(
    `error: a fault in Sightline itself\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return exitCode.problems;
}
