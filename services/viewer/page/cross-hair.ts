import type { TimeRange } from '../board/time-range.ts';
import type { ChartDrawing, Readout } from '../draw/drawing.ts';
import { fullMoment } from '../draw/scale.ts';
import { byId, element } from './element.ts';

/** A chart over time that the hair crosses. */
interface Crossed {
  readonly chart: ChartDrawing;
  readonly range: TimeRange;
  readonly hair: HTMLElement;
}

/** Lines that a reader is told at most. */
const mostRows = 24;

/** A vertical line at the same moment in every chart, and what the one under the pointer has to say about it. */
export class CrossHair {
  private readonly charts = new Map<HTMLElement, Crossed>();
  /** Whether all charts show the line, or only the one that is pointed at. */
  shared = true;

  /** Lets the hair cross a chart; called again whenever it was drawn anew. */
  cross(body: HTMLElement, chart: ChartDrawing, range: TimeRange): void {
    const known = this.charts.get(body);
    if (!chart.plot) {
      this.forget(body);
      return;
    }
    const hair = known?.hair ?? element('div', { class: 'hair', hidden: true });
    if (!hair.isConnected) body.append(hair);
    hair.style.top = `${chart.plot.y}px`;
    hair.style.height = `${chart.plot.height}px`;
    this.charts.set(body, { chart, range, hair });
    if (!known) this.listen(body);
  }

  /** Forgets a chart that is gone. */
  forget(body: HTMLElement): void {
    this.charts.get(body)?.hair.remove();
    this.charts.delete(body);
  }

  private listen(body: HTMLElement): void {
    body.addEventListener('pointermove', (event) => {
      const { left } = body.getBoundingClientRect();
      this.point(body, event.clientX - left, { x: event.clientX, y: event.clientY });
    });
    body.addEventListener('pointerleave', () => this.hide());
    body.addEventListener('blur', () => this.hide(), true);
    body.addEventListener('keydown', (event) => this.key(body, event));
  }

  private point(body: HTMLElement, x: number, at: { readonly x: number; readonly y: number }): void {
    const crossed = this.charts.get(body);
    const plot = crossed?.chart.plot;
    if (!crossed || !plot || x < plot.x || x > plot.x + plot.width) {
      this.hide();
      return;
    }
    const { range, chart } = crossed;
    const time = range.from + ((x - plot.x) / plot.width) * (range.to - range.from);
    const readout = chart.readout?.(time);
    this.show(readout?.time ?? time, body);
    if (readout) this.tell(readout, at);
  }

  /** Arrows move the hair by a hundredth of the plot, and what it crosses is spoken. */
  private key(body: HTMLElement, event: KeyboardEvent): void {
    const crossed = this.charts.get(body);
    const plot = crossed?.chart.plot;
    if (!crossed || !plot || event.target !== body.querySelector('.chart')) return;
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') this.hide();
    if (direction === undefined) return;
    event.preventDefault();
    const now = crossed.hair.hidden ? plot.x + plot.width / 2 : Number.parseFloat(crossed.hair.style.left);
    const x = Math.min(plot.x + plot.width, Math.max(plot.x, now + (direction * plot.width) / 100));
    const { left, top } = body.getBoundingClientRect();
    this.point(body, x, { x: left + x, y: top + plot.y });
    const time = crossed.range.from + ((x - plot.x) / plot.width) * (crossed.range.to - crossed.range.from);
    const said = crossed.chart.readout?.(time);
    if (said)
      byId('spoken').textContent =
        `${fullMoment(said.time, false)}: ${said.rows.map(({ name, text }) => `${name} ${text}`).join(', ')}`;
  }

  private show(time: number, source: HTMLElement): void {
    for (const [body, { hair, chart, range }] of this.charts) {
      const share = (time - range.from) / (range.to - range.from);
      hair.hidden = !chart.plot || share < 0 || share > 1 || (!this.shared && body !== source);
      if (chart.plot) hair.style.left = `${chart.plot.x + share * chart.plot.width}px`;
    }
  }

  private tell({ time, rows }: Readout, at: { readonly x: number; readonly y: number }): void {
    const box = byId('readout');
    box.replaceChildren(
      element('div', { class: 'when' }, fullMoment(time, false)),
      ...rows.slice(0, mostRows).map(({ name, colour, text }) => {
        const swatch = element('i');
        swatch.style.background = colour;
        return element('div', {}, swatch, element('span', {}, name), element('b', {}, text));
      }),
      ...(rows.length > mostRows
        ? [element('div', { class: 'when' }, `and ${rows.length - mostRows} more`)]
        : []),
    );
    box.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = box;
    const right = at.x + 16 + width > window.innerWidth;
    box.style.left = `${Math.max(4, right ? at.x - width - 16 : at.x + 16)}px`;
    box.style.top = `${Math.max(4, Math.min(at.y + 12, window.innerHeight - height - 8))}px`;
  }

  private hide(): void {
    byId('readout').hidden = true;
    for (const { hair } of this.charts.values()) hair.hidden = true;
  }
}
