import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { exitCode, Failure } from '../../src/model/failure.ts';

/** The oldest Prometheus whose rules and storage behave as this project expects: overlapping blocks, `offset` in ranges. */
const oldest = [2, 40] as const;

/** Makes sure that `prometheus` and `promtool` can be run: found on PATH, or installed where that needs no decision. */
export function requirePrometheus(say: (line: string) => void): { readonly version: string } {
  if (!isInstalled('prometheus') || !isInstalled('promtool')) install(say);
  const { stdout, stderr, signal } = spawnSync('prometheus', ['--version'], { encoding: 'utf8' });
  // Ctrl-C reaches whatever runs at the moment.
  if (signal) throw new Failure('interrupted', { next: 'npm start', exit: exitCode.cancelled });
  const [, version = ''] = /version (\d+\.\d+\.\d+)/.exec(`${stdout}${stderr}`) ?? [];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Failure(
      version ? `Prometheus ${version} is too old` : 'the version of Prometheus cannot be told',
      {
        why: `this project needs ${oldest.join('.')} or newer`,
        next: howToInstall,
      },
    );
  }
  return { version };
}

const howToInstall =
  'put `prometheus` and `promtool` of a release (prometheus.io/download) on PATH; on Debian: sudo apt-get install prometheus';

/** Whether a program can be run. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** On Debian as root nobody has to be asked. The package would start a server of its own; a policy file says no to that. */
function install(say: (line: string) => void): void {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new Failure('Prometheus is not installed', {
      why: 'no `prometheus` and `promtool` on PATH',
      next: howToInstall,
    });
  }
  say('installing Prometheus from the Debian package');
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
    run('update');
    const { status, stderr } = run('install', '-y', '--no-install-recommends', 'prometheus');
    if (status !== 0) {
      throw new Failure('Prometheus could not be installed', {
        why: stderr?.trim().split('\n').at(-1) || 'apt-get cannot be run',
        next: howToInstall,
      });
    }
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}
