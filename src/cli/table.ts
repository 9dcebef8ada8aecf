/**
 * Text in columns: as wide as the widest cell, numbers to the right, no lines around it. `limit` cuts columns that are
 * longer, so that a row stays a row on a terminal.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  limit = 60,
): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cut(String(cell), limit)));
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const isNumber = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const cut = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
