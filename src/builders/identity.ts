/** Lower-case words joined by dashes: what a title is called in a link or an id. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/**
 * The id of a panel: a number made from its key alone, so that it stays when neighbours come, go or move, and a link or
 * an alert that was written down years ago still opens the right panel. FNV-1a, folded into 1 to 999,999.
 */
export function panelId(key: string): number {
  let hash = 0x811c9dc5;
  for (const character of key)
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193) >>> 0;
  return (hash % 999_999) + 1;
}
