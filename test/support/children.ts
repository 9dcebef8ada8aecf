import { spawnSync } from 'node:child_process';

/** The ids of the processes that another one started and whose command is the one asked for. */
export function childrenOf(parent: number, command: RegExp): readonly number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=,args=', '--ppid', String(parent)], {
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .map((line) => /^ *(\d+) (\S+) +(.*)$/.exec(line) ?? [])
    .filter(([, , state = 'Z', args = '']) => !state.startsWith('Z') && command.test(args))
    .map(([, pid]) => Number(pid));
}
