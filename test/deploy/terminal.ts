import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../src/model/target.ts';
import type { Grafana } from '../contract/grafana/grafana.ts';
import { bundled } from '../support/bundled.ts';
import type { Given } from './command.ts';

/** What a command printed, and its exit code. */
export interface Said {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Values of the environment that no output may show. */
export const secrets = { DB_USER: 'reader', DB_PASSWORD: 'hunter2-of-the-database' };

/** The modules of this folder, made into files that Node starts at once. */
const modules: Promise<Readonly<Record<string, URL>>> = (async () => {
  const names = readdirSync(new URL('.', import.meta.url)).filter((name) => /^[^.]+\.ts$/.test(name));
  const made = await bundled(names.map((name) => new URL(name, import.meta.url)));
  return Object.fromEntries(names.map((name, at) => [name, made[at] as URL]));
})();

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
  async run(
    name: string,
    words: readonly string[] = [],
    interrupt?: { readonly when: RegExp; readonly signal: NodeJS.Signals },
  ): Promise<Said> {
    const { 'command.ts': command, [this.project]: project } = await modules;
    const given: Given = {
      targets: this.targets,
      root: this.root,
      project: project?.href ?? this.project,
    };
    const { PATH, HOME } = process.env;
    return new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        [fileURLToPath(command as URL), JSON.stringify(given), name, ...words],
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
