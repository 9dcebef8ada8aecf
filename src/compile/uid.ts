import { createHash } from 'node:crypto';

const longest = 40;

/** A text as a uid that Grafana takes: 40 letters, digits and hyphens at most. What is longer ends in a hash of the whole. */
export function uidOf(text: string): string {
  const plain = text.replaceAll(/[^a-zA-Z0-9_-]+/g, '-');
  if (plain.length <= longest && plain === text) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${plain.slice(0, longest - hash.length - 1)}-${hash}`;
}
