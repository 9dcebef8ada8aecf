import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { exitCode, Failure, secondsOf } from '#lib';
import { type ActionName, actions } from '../../alerts/responses.ts';

// Every setting is a variable; those that are secrets may instead name a file, as <NAME>_FILE.

const secret = z.string().min(16, 'is shorter than 16 characters');
const address = z
  .url({ protocol: /^https?$/, error: 'is no address such as https://host' })
  .transform((url) => url.replace(/\/+$/, ''));
const duration = z.string().refine((text) => secondsOf(text) > 0, 'is no duration such as 15m');
const between = (low: number, high: number) => {
  const error = `is no number from ${low} to ${high}`;
  return z.coerce.number({ error }).min(low, error).max(high, error);
};
const whole = (low: number, high: number) => {
  const error = `is no whole number from ${low} to ${high}`;
  return z.coerce.number({ error }).int(error).min(low, error).max(high, error);
};
const known = Object.keys(actions) as [ActionName, ...ActionName[]];
const names = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(
    z.array(
      z.enum(known, {
        error: ({ input }) => `has "${input}", which is no action: choose among ${known.join(', ')}`,
      }),
    ),
  );

const variables = z.object({
  RESPONDER_TOKEN: secret,
  RESPONDER_OPERATOR_TOKEN: secret.optional(),
  RESPONDER_HOST: z.string().default('127.0.0.1'),
  RESPONDER_PORT: whole(0, 65_535).default(9800),
  RESPONDER_DATABASE: z.string().default('.sightline/responder/responder.db'),
  RESPONDER_ENVIRONMENT: z.string().default('production'),
  RESPONDER_EXECUTE: names.optional(),
  RESPONDER_OFF: names.optional(),
  RESPONDER_KILL_SWITCH: z.string().optional(),
  RESPONDER_COOLDOWN: duration.default('15m'),
  RESPONDER_SETTLE: duration.default('2m'),
  RESPONDER_CHANGES_PER_HOUR: whole(0, 10_000).default(10),
  RESPONDER_ATTEMPTS: whole(1, 100).default(10),
  RESPONDER_PATIENCE: duration.default('10s'),
  RESPONDER_TIME_FACTOR: between(1, 100_000).default(1),
  CONTROL_URL: address.optional(),
  CONTROL_TOKEN: z.string().min(1).optional(),
  GITHUB_URL: address.default('https://api.github.com'),
  GITHUB_REPOSITORY: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'is not like owner/name')
    .optional(),
  GITHUB_TOKEN: z.string().min(1).optional(),
  SLACK_WEBHOOK: address.optional(),
  PAGERDUTY_URL: address.default('https://events.pagerduty.com'),
  PAGERDUTY_LEVEL_1_KEY: z.string().min(1).optional(),
  PAGERDUTY_LEVEL_2_KEY: z.string().min(1).optional(),
  PAGERDUTY_LEVEL_3_KEY: z.string().min(1).optional(),
  PAGERDUTY_INFRASTRUCTURE_KEY: z.string().min(1).optional(),
  PAGERDUTY_EXECUTIVE_KEY: z.string().min(1).optional(),
  KUBERNETES_URL: address.optional(),
  KUBERNETES_TOKEN: z.string().min(1).optional(),
  KUBERNETES_CA_FILE: z.string().optional(),
});

/** Everything that can be set, by the names of the variables. */
export type Settings = z.output<typeof variables> & { readonly RESPONDER_KILL_SWITCH: string };

/** The names of all variables. */
export const settingNames: readonly string[] = Object.keys(variables.shape);

/** Names of the variables whose value may be in a file. */
const secrets = settingNames.filter((name) => /_(TOKEN|KEY|WEBHOOK)$/.test(name));

/**
 * Reads the settings of a responder. What is wrong is told all at once, and no value of a secret with it. `file` is JSON of the
 * same names; the environment comes first.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  file?: string,
): Settings {
  const given: Record<string, unknown> = file ? fromFile(file) : {};
  for (const name of settingNames)
    if (environment[name] !== undefined && environment[name] !== '') given[name] = environment[name];
  for (const name of secrets) {
    const path = environment[`${name}_FILE`] ?? given[`${name}_FILE`];
    if (typeof path === 'string' && path !== '' && given[name] === undefined)
      given[name] = readText(path, `${name}_FILE`).trim();
  }
  const read = variables.safeParse(given);
  if (!read.success) {
    const said = read.error.issues.map(({ path, message }) =>
      given[String(path[0])] === undefined
        ? `${String(path[0])} is not set`
        : `${String(path[0])} ${message}`,
    );
    throw new Failure('the responder cannot start with these settings', {
      why: said.join('; '),
      next: 'set the variables, then npm run responder; npm run responder -- --help lists them',
      exit: exitCode.usage,
    });
  }
  const { RESPONDER_DATABASE: database, RESPONDER_KILL_SWITCH: kill } = read.data;
  return { ...read.data, RESPONDER_KILL_SWITCH: kill ?? join(dirname(database), 'stop') };
}

function fromFile(path: string): Record<string, unknown> {
  const text = readText(path, '--config');
  try {
    const known = [...settingNames, ...secrets.map((name) => `${name}_FILE`)];
    const values = z.record(z.string(), z.union([z.string(), z.number()])).parse(JSON.parse(text));
    const stray = Object.keys(values).find((name) => !known.includes(name));
    if (stray) throw new Error(`there is no setting ${stray}`);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new Failure(`cannot read the settings in ${path}`, {
      why: (error as Error).message,
      next: 'write one JSON object whose names are those that npm run responder -- --help lists',
      exit: exitCode.usage,
    });
  }
}

function readText(path: string, from: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read ${path}`, {
      why: `${from} names it: ${(error as NodeJS.ErrnoException).code}`,
      next: `correct ${from}, or make the file readable for this user`,
      exit: exitCode.usage,
    });
  }
}
