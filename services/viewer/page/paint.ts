import { CanvasRenderer } from 'echarts/renderers';
import { safeHref } from '../board/links.ts';
import type { Block, Cell, ChartDrawing, Drawing, PlacedLegend, Sheet } from '../draw/drawing.ts';
import { echarts } from '../draw/echarts.ts';
import { compare } from '../draw/table.ts';
import { fontFamily } from '../draw/theme.ts';
import { element } from './element.ts';

echarts.use([CanvasRenderer]);

/** What a reader can do to a drawing. */
export interface Hands {
  /** Chooses an item of a legend: alone, or beside those that are chosen. */
  choose(name: string, alone: boolean): void;
}

/** Puts drawings into the body of a panel. */
export class Painter {
  private chart: ReturnType<typeof echarts.init> | undefined;
  private sheet: { readonly column: number; readonly descending: boolean } | undefined;

  constructor(
    private readonly body: HTMLElement,
    private readonly title: string,
    private readonly hands: Hands,
  ) {}

  /** Puts a drawing in the place of what was there. */
  paint(drawing: Drawing, hidden: ReadonlySet<string>): void {
    this.body.dataset.type = drawing.type;
    if (drawing.type === 'chart') {
      this.paintChart(drawing, hidden);
      return;
    }
    this.dispose();
    this.body.replaceChildren(this.flat(drawing));
  }

  /** Lets go of what the chart holds. */
  dispose(): void {
    this.chart?.dispose();
    this.chart = undefined;
  }

  private paintChart(drawing: ChartDrawing, hidden: ReadonlySet<string>): void {
    const { box, legend, option } = drawing;
    const canvas = this.body.querySelector<HTMLElement>('.chart');
    if (!this.chart || !canvas) {
      this.dispose();
      const fresh = element('div', { class: 'chart', role: 'img', tabindex: '0' });
      this.body.replaceChildren(fresh);
      this.place(fresh, box);
      this.chart = echarts.init(fresh, null, { renderer: 'canvas', width: box.width, height: box.height });
    } else {
      this.place(canvas, box);
      if (this.chart.getWidth() !== box.width || this.chart.getHeight() !== box.height)
        this.chart.resize({ width: box.width, height: box.height });
    }
    this.body.querySelector('.chart')?.setAttribute('aria-label', this.told(drawing));
    this.chart.setOption({ ...option }, { notMerge: true, lazyUpdate: false });
    this.body.querySelector('.legend')?.remove();
    if (legend) this.body.append(this.legend(legend, hidden));
  }

  /** What somebody hears who does not see the chart. */
  private told({ legend, plot }: ChartDrawing): string {
    const items = legend?.items.map(({ name, values }) => [name, ...values].join(' ')) ?? [];
    return `${this.title}: ${items.length > 0 ? items.slice(0, 12).join(', ') : 'a chart'}${plot ? '. Arrow keys read its values' : ''}`;
  }

  private place(target: HTMLElement, { x, y, width, height }: ChartDrawing['box']): void {
    Object.assign(target.style, {
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
  }

  private flat(drawing: Exclude<Drawing, ChartDrawing>): Node {
    switch (drawing.type) {
      case 'vector': {
        const holder = element('div', { class: 'vector' });
        // Made by our own drawing code, which escapes every text in it.
        holder.innerHTML = `<svg xmlns="http://www.w3.org/2000/svg" width="${this.body.clientWidth}" height="${drawing.height}" font-family="${fontFamily}">${drawing.svg}</svg>`;
        return holder;
      }
      case 'sheet':
        return this.table(drawing.sheet);
      case 'prose':
        return element('div', { class: 'prose' }, ...proseOf(drawing.blocks));
      case 'message':
        return element('p', { class: `message ${drawing.tone}` }, drawing.text);
    }
  }

  private table(sheet: Sheet): HTMLElement {
    const { columns, head, rows } = sheet;
    const sort = this.sheet;
    const ordered = sort
      ? rows.toSorted(
          (a, b) => compare(a.cells[sort.column], b.cells[sort.column]) * (sort.descending ? -1 : 1),
        )
      : rows;
    const heads = columns.map(({ title, align }, column) => {
      const button = element('button', { type: 'button', class: 'sort', title: `Sort by ${title}` }, title);
      button.addEventListener('click', () => {
        this.sheet = { column, descending: sort?.column === column ? !sort.descending : true };
        this.body.replaceChildren(this.table(sheet));
        this.body.querySelectorAll<HTMLElement>('.sort')[column]?.focus();
      });
      const state = sort?.column === column ? (sort.descending ? 'descending' : 'ascending') : undefined;
      return element('th', { scope: 'col', class: `head ${align}`, 'aria-sort': state }, button);
    });
    const lines = ordered.map(({ cells }) =>
      element('tr', {}, ...cells.map((cell, at) => cellOf(cell, columns[at]?.align ?? 'left'))),
    );
    return element(
      'div',
      { class: 'sheet', tabindex: '0', role: 'region', 'aria-label': this.title },
      element(
        'table',
        {},
        head ? element('thead', {}, element('tr', {}, ...heads)) : undefined,
        element('tbody', {}, ...lines),
      ),
    );
  }

  private legend(legend: PlacedLegend, hidden: ReadonlySet<string>): HTMLElement {
    const button = (name: string, colour: string): HTMLElement => {
      const swatch = element('i', { 'aria-hidden': 'true' });
      swatch.style.background = colour;
      const made = element(
        'button',
        { type: 'button', class: 'name', title: name, 'aria-pressed': String(!hidden.has(name)) },
        swatch,
        element('span', {}, name),
      );
      made.addEventListener('click', (event) =>
        this.hands.choose(name, !(event.ctrlKey || event.metaKey || event.shiftKey)),
      );
      return made;
    };
    const inside =
      legend.mode === 'table'
        ? element(
            'table',
            {},
            element(
              'thead',
              {},
              element(
                'tr',
                {},
                element('th', { scope: 'col' }, element('span', { class: 'spoken' }, 'Name')),
                ...legend.columns.map((title) => element('th', { scope: 'col' }, title)),
              ),
            ),
            element(
              'tbody',
              {},
              ...legend.items.map(({ name, colour, values }) =>
                element(
                  'tr',
                  {},
                  element('td', {}, button(name, colour)),
                  ...values.map((value) => element('td', {}, value)),
                ),
              ),
            ),
          )
        : element(
            'ul',
            {},
            ...legend.items.map(({ name, colour, values }) =>
              element(
                'li',
                {},
                button(name, colour),
                ...values.map((value) => element('span', { class: 'value' }, value)),
              ),
            ),
          );
    const made = element('div', { class: `legend ${legend.mode} ${legend.placement}` }, inside);
    this.place(made, legend.box);
    return made;
  }
}

function cellOf({ text, colour, href, quiet }: Cell, align: string): HTMLElement {
  const safe = href === undefined ? undefined : safeHref(href);
  const cell = element('td', {
    class: `${align}${quiet ? ' quiet' : ''}`,
    title: text.length > 24 ? text : undefined,
  });
  cell.append(safe === undefined ? text : element('a', { href: safe }, text));
  if (colour) cell.style.color = colour;
  return cell;
}

function proseOf(blocks: readonly Block[]): readonly Node[] {
  const made: HTMLElement[] = [];
  for (const { kind, runs } of blocks) {
    const inside = runs.map(({ text, href, strong }) => {
      const safe = href === undefined ? undefined : safeHref(href);
      if (safe !== undefined) return element('a', { href: safe, rel: 'noreferrer' }, text);
      return strong ? element('strong', {}, text) : text;
    });
    if (kind !== 'item') {
      made.push(element(kind === 'heading' ? 'h3' : 'p', {}, ...inside));
      continue;
    }
    const last = made.at(-1);
    const list = last?.tagName === 'UL' ? last : element('ul');
    if (list !== last) made.push(list);
    list.append(element('li', {}, ...inside));
  }
  return made;
}
