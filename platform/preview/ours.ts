import type { ComposeService } from '#lib';

/** Runs a program of this repository in the image that is built from it. */
export const node = (...words: readonly string[]): readonly string[] => ['node', '--import', 'tsx', ...words];

/** Is well when an address answers, asked from where there is node and no other client. */
export const asks = (url: string): ComposeService['health'] => [
  'CMD',
  'node',
  '-e',
  `fetch('${url}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`,
];

/** The same with busybox, which images built on it and on Alpine have. By GET: not every server answers HEAD. */
export const gets = (url: string): ComposeService['health'] => ['CMD', 'wget', '-q', '-O', '/dev/null', url];

/** tsx keeps what it compiled in /tmp. */
export const ours = { image: 'ours', isReadOnly: true, mounts: [{ memory: '/tmp' }] } as const;

/** Watches a neighbour whose image holds its program and nothing else, so that it cannot say by itself how it is. */
export const watcher = (of: ComposeService, url: string): ComposeService => ({
  ...ours,
  name: `${of.name}-watch`,
  help: `Looks after ${of.name}, whose image has nothing to look with.`,
  ...(of.profile && { profile: of.profile }),
  command: ['node', '-e', 'setInterval(() => {}, 2 ** 30)'],
  health: asks(url),
  startsWithin: 60,
  memory: '96m',
});
