import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../src/model/target.ts';
import type { Grafana } from '../contract/grafana/grafana.ts';
import type { Given } from './command.ts';

/** What a command printed, and its exit code. */
export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Values of the environment that no output may show. */
export const secrets = { DB_USER: 'reader', DB_PASSWORD: 'hunter2-of-the-database' };

const command = fileURLToPath(new URL('command.ts', import.meta.url));

/** A folder of its own with targets, from which commands are run as processes. */
export class Terminal {
  readonly root = mkdtempSync(join(tmpdir(), 'sightline-deploy-'));

  constructor(
    readonly targets: readonly Target[],
    private readonly variables: Readonly<Record<string, string>> = {},
    /** Module of test/deploy/ whose `project` is deployed. */
    private readonly project = 'system.ts',
  ) {}

  /** The target `staging` at a contract server, as its admin. */
  static at(grafana: Grafana, more: Partial<Target> = {}, project?: string): Terminal {
    return new Terminal(
      [
        {
          name: 'staging',
          grafana: { url: grafana.url, auth: { token: { variable: 'TOKEN' } }, timeoutSeconds: 5 },
          ...more,
        },
      ],
      { TOKEN: grafana.token, ...secrets },
      project,
    );
  }

  /** The same folder with other definitions. */
  with(project: string, variables = this.variables): Terminal {
    const other = new Terminal(this.targets, variables, project);
    rmSync(other.root, { recursive: true });
    return Object.assign(other, { root: this.root });
  }

  /** Runs `npm run <name> -- <words>`. `signal`: sent when `when` is first printed. */
  run(
    name: string,
    words: readonly string[] = [],
    interrupt?: { readonly when: RegExp; readonly signal: NodeJS.Signals },
  ): Promise<Said> {
    const given: Given = {
      targets: this.targets,
      root: this.root,
      project: new URL(this.project, import.meta.url).href,
    };
    const { PATH, HOME } = process.env;
    return new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', command, JSON.stringify(given), name, ...words],
        {
          env: { PATH, HOME, ...this.variables } as NodeJS.ProcessEnv,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let [out, err] = ['', ''];
      let isSent = false;
      child.stdout.on('data', (chunk) => {
        out += chunk;
        if (interrupt && !isSent && interrupt.when.test(out)) {
          isSent = true;
          child.kill(interrupt.signal);
        }
      });
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      child.on('close', (code, signal) =>
        resolve({ out, err, code: code ?? (signal === 'SIGKILL' ? 137 : -1) }),
      );
    });
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
