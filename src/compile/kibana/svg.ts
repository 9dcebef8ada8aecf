/** A rectangle on a drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its attributes in the order of the alphabet. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const all = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value as string)}"`,
    )
    .join('');
  return inside === '' ? `<${name}${all}/>` : `<${name}${all}>${inside}</${name}>`;
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** How a text looks, and how much room it has. */
export interface TextStyle {
  readonly size: number;
  readonly width: number;
  readonly look?: string;
  readonly anchor?: 'end' | 'middle' | 'start';
}

/** One line of text, cut with an ellipsis where the room ends. `y` is its base line. */
export function text(
  x: number,
  y: number,
  content: string,
  { size, width, look, anchor }: TextStyle,
): string {
  // Bold letters are wider.
  const shown = fitted(content, size, look === 'strong' ? width / 1.12 : width);
  if (shown === '') return '';
  return element(
    'text',
    { x, y, 'font-size': size, class: look, ...(anchor && { 'text-anchor': anchor }) },
    escaped(shown),
  );
}

/** A text over several lines, each in the room it has; the last one is cut where words are left. */
export function paragraph(
  x: number,
  y: number,
  content: string,
  style: TextStyle & { readonly lines: number },
): string {
  const lines: string[] = [''];
  for (const word of content.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lengthOf(longer, style.size) <= style.width || lines.at(-1) === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, style.lines);
  const rest = lines.slice(style.lines);
  if (rest.length > 0) kept[kept.length - 1] = [kept.at(-1), ...rest].join(' ');
  return kept.map((one, at) => text(x, y + at * style.size * 1.3, one, style)).join('');
}

function fitted(content: string, size: number, width: number): string {
  if (lengthOf(content, size) <= width) return content;
  let kept = content;
  while (kept !== '' && lengthOf(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}

/** About how wide a text is drawn, rather too wide than too narrow: nobody knows which font the reader has. */
export function lengthOf(content: string, size: number): number {
  let units = 0;
  for (const character of content)
    units += /[ijl.,:;'|!()[\]]/.test(character)
      ? 0.34
      : /[mwMW@%—]/.test(character)
        ? 0.95
        : /[A-Z#_0-9]/.test(character)
          ? 0.68
          : 0.57;
  return units * size;
}
