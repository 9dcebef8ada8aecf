import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isRunning } from '../../compile/is-running.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Target } from '../../model/target.ts';
import type { Patience } from '../../providers/rest.ts';

/** What targets are read from. */
export interface Surroundings {
  readonly targets: readonly Target[];
  /** Root of the repository. */
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** How long to go on trying; the usual unless told. */
  readonly patience?: Patience;
}

/** Name of the target that needs no entry: the stand-in that `npm run sandbox` starts. */
export const sandbox = 'sandbox';
/** Where a sandbox says how to reach it, from the root of the repository. */
export const sandboxFile = '.sightline/sandbox.json';

const elastic = z.object({ url: z.url(), apiKey: z.string() });
const running = z.object({
  url: z.url(),
  token: z.string(),
  pid: z.number(),
  elasticsearch: elastic.optional(),
  kibana: elastic.optional(),
});

/** The target of a name; the only one there is, where none is given. */
export function targetNamed(name: string | undefined, { targets, root }: Surroundings): Target {
  const names = targets.map((target) => target.name);
  if (name === sandbox || (name === undefined && targets.length === 0)) {
    const found = runningSandbox(root);
    if (found && name === sandbox) return found;
    throw name === sandbox
      ? new Failure('no sandbox is running', {
          next: 'npm run sandbox, in another terminal',
          exit: exitCode.usage,
        })
      : new Failure('there is no target to go to', {
          why: 'platform/targets.ts names none',
          next: found
            ? 'say --target sandbox: one is running'
            : 'name your Grafana in platform/targets.ts (its comment shows how); or npm run sandbox in another terminal, then --target sandbox',
          exit: exitCode.usage,
        });
  }
  const [only] = targets;
  if (name === undefined && only && targets.length === 1) return only;
  const found = targets.find((target) => target.name === name);
  if (found) return found;
  throw new Failure(name === undefined ? 'which target?' : `there is no target ${name}`, {
    why: `platform/targets.ts names ${names.join(', ') || 'none'}`,
    next: `say --target ${names[0] ?? sandbox}`,
    exit: exitCode.usage,
  });
}

function runningSandbox(root: string): Target | undefined {
  const state = sandboxState(root);
  if (!state || !isRunning(state.pid)) return undefined;
  const { url, elasticsearch, kibana } = state;
  return {
    name: sandbox,
    grafana: { url, auth: { token: { variable: sandboxVariables.token } } },
    ...(elasticsearch && {
      elastic: {
        elasticsearch: {
          url: elasticsearch.url,
          auth: { apiKey: { variable: sandboxVariables.elasticsearch } },
        },
        ...(kibana && {
          kibana: { url: kibana.url, auth: { apiKey: { variable: sandboxVariables.kibana } } },
        }),
      },
    }),
    // It checks no secret, so nobody should have to have one to try it.
    placeholder: sandbox,
  };
}

const sandboxVariables = {
  token: 'SIGHTLINE_SANDBOX_TOKEN',
  elasticsearch: 'SIGHTLINE_SANDBOX_ELASTICSEARCH_KEY',
  kibana: 'SIGHTLINE_SANDBOX_KIBANA_KEY',
};

/** Variables that stand for what a running sandbox wrote down. */
export function sandboxCredentials(root: string): Readonly<Record<string, string | undefined>> {
  const state = sandboxState(root);
  return {
    ...(state && { [sandboxVariables.token]: state.token }),
    ...(state?.elasticsearch && { [sandboxVariables.elasticsearch]: state.elasticsearch.apiKey }),
    ...(state?.kibana && { [sandboxVariables.kibana]: state.kibana.apiKey }),
  };
}

/** What a sandbox says of itself; one that is half-written, or of another version, says nothing. */
function sandboxState(root: string): z.infer<typeof running> | undefined {
  try {
    return running.safeParse(JSON.parse(readFileSync(`${root}/${sandboxFile}`, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
