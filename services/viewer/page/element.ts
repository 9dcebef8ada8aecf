/** Makes an element. Text is text: nothing that came from a server is read as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** The element of an id that the page has. */
export const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** Draws an icon; `path` is for a square of sixteen. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** Icons in use. */
export const icons = {
  chevron: 'M4 6l4 4 4-4',
  info: 'M8 7v5M8 4v.5M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13',
  link: 'M6 3H3v10h10v-3M9 3h4v4M13 3L7 9',
  alone: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
  warning: 'M8 2L14.5 13.5H1.5ZM8 6.5v3.5M8 12v.3',
  refresh: 'M13 5A6 6 0 1 0 14 9M13 1.5V5H9.5',
  theme: 'M13.5 9.5A6 6 0 1 1 6.5 2.5A4.7 4.7 0 0 0 13.5 9.5Z',
} as const;
