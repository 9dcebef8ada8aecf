import { inText } from '../board/interpolate.ts';
import type { PanelJson } from '../board/json.ts';
import type { Box } from '../board/layout.ts';
import { type Address, linkHref } from '../board/links.ts';
import type { TimeRange } from '../board/time-range.ts';
import { type Variable, valuesOf } from '../board/variables.ts';
import type { Annotation } from '../data/annotations.ts';
import { askPanel } from '../data/ask-panel.ts';
import { noData, type PanelData } from '../data/panel-data.ts';
import type { PrometheusClient } from '../data/prometheus.ts';
import { drawPanel, missingSource, type Surroundings } from '../draw/draw-panel.ts';
import type { Drawing } from '../draw/drawing.ts';
import { bodyOf } from '../draw/frame.ts';
import type { Theme } from '../draw/theme.ts';
import type { CrossHair } from './cross-hair.ts';
import { element, icon, icons } from './element.ts';
import { measure } from './measure.ts';
import { Painter } from './paint.ts';

/** What all panels of a page share. */
export interface Shared extends Surroundings {
  readonly client: PrometheusClient;
  readonly address: Address;
  readonly range: TimeRange;
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  /** Milliseconds between two scrapes. */
  readonly scrape: number;
  readonly theme: Theme;
}

/** A panel on the page: asks, draws, and says why where it cannot. */
export class PanelView {
  readonly frame: HTMLElement;
  private readonly body = element('div', { class: 'body' });
  private readonly head = element('div', { class: 'panel-head' });
  private painter: Painter;
  private data: PanelData | undefined;
  private asked: AbortController | undefined;
  private hidden = new Set<string>();
  private box: Box = { x: 0, y: 0, width: 0, height: 0 };
  /** Whether it is near enough to be seen, and whether what it shows is old. */
  private near = false;
  private stale = true;

  constructor(
    readonly panel: PanelJson,
    private shared: Shared,
    private readonly hair: CrossHair,
    private readonly told: () => void,
  ) {
    const id = `panel-${panel.id}`;
    this.frame = element(
      'section',
      { class: 'panel', id, 'aria-labelledby': `${id}-title` },
      this.head,
      this.body,
    );
    this.painter = new Painter(this.body, this.title, { choose: (name, alone) => this.choose(name, alone) });
  }

  private get title(): string {
    return inText(this.panel.title ?? '', valuesOf(this.shared.variables));
  }

  /** Why it shows no data, for the banner of the page. */
  get errors(): readonly string[] {
    return this.data?.errors ?? [];
  }

  /** Puts it somewhere else, or gives it another size. */
  place(box: Box): void {
    const resized = box.width !== this.box.width || box.height !== this.box.height;
    this.box = box;
    Object.assign(this.frame.style, {
      transform: `translate(${box.x}px, ${box.y}px)`,
      width: `${box.width}px`,
      height: `${box.height}px`,
    });
    if (resized) this.draw();
  }

  /** Told whether it is near the visible part of the page. */
  async approach(near: boolean): Promise<void> {
    this.near = near;
    if (near && this.stale) await this.ask();
  }

  /** Takes over what the page knows by now, and asks again. */
  async refresh(shared: Shared): Promise<void> {
    this.shared = shared;
    this.stale = true;
    if (this.near) await this.ask();
  }

  /** Draws again what it knows, with what has changed around it. */
  redraw(shared: Shared): void {
    this.shared = shared;
    this.draw();
  }

  /** Ends what it does. */
  dispose(): void {
    this.asked?.abort();
    this.painter.dispose();
    this.hair.forget(this.body);
    this.frame.remove();
  }

  private async ask(): Promise<void> {
    this.stale = false;
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.frame.setAttribute('aria-busy', 'true');
    const { client, range, variables, scrape } = this.shared;
    const points = bodyOf(this.panel, this.box).width;
    try {
      const asking = { client, range, values: valuesOf(variables), points, scrape, signal: asked.signal };
      this.data = missingSource(this.panel) ? noData : await askPanel(this.panel, asking);
    } catch (error) {
      // Given up, because another question has taken its place.
      if (asked.signal.aborted) return;
      this.data = { ...noData, errors: [(error as Error).message] };
    }
    this.frame.removeAttribute('aria-busy');
    this.draw();
    this.told();
  }

  private draw(): void {
    this.drawHead();
    if (!this.data) return;
    const { theme, range, annotations } = this.shared;
    const body = bodyOf(this.panel, this.box);
    Object.assign(this.body.style, {
      left: `${body.x}px`,
      top: `${body.y}px`,
      width: `${body.width}px`,
      height: `${body.height}px`,
    });
    const canvas = { ...body, theme, measure, range, utc: false, annotations, hidden: this.hidden };
    let drawing: Drawing;
    try {
      drawing = drawPanel(this.panel, this.data, canvas, this.shared);
    } catch (error) {
      // A fault of ours must not take the other panels with it.
      drawing = {
        type: 'message',
        tone: 'error',
        text: `the viewer cannot draw this panel: ${(error as Error).message}`,
      };
    }
    this.painter.paint(drawing, this.hidden);
    this.frame.dataset.drawn = String(Date.now());
    if (drawing.type === 'chart') this.hair.cross(this.body, drawing, range);
    else this.hair.forget(this.body);
  }

  private drawHead(): void {
    const { id, description, links = [] } = this.panel;
    const { address, variables, alerts } = this.shared;
    const values = valuesOf(variables);
    const notices =
      this.data && this.data.series.length > 0
        ? [...this.data.notices, ...this.data.errors]
        : (this.data?.notices ?? []);
    const state = alerts?.find(
      ({ annotations: { dashboard_url: url = '' } }) =>
        url.startsWith(`/d/${address.uid}?`) && new RegExp(`[?&]viewPanel=${id}(&|$)`).test(url),
    );
    const anchors = links.flatMap((link) => {
      const href = linkHref(link, address, values);
      if (href === undefined) return [];
      const target = link.targetBlank ? { target: '_blank', rel: 'noreferrer' } : {};
      return [
        element('a', { href, title: link.title, 'aria-label': link.title, ...target }, icon(icons.link)),
      ];
    });
    const alone = address.panel === id;
    this.head.replaceChildren(
      element('h2', { id: `panel-${id}-title`, title: this.title }, this.title),
      ...(description
        ? [
            element(
              'button',
              {
                type: 'button',
                class: 'about',
                title: inText(description, values),
                'aria-label': `About: ${inText(description, values)}`,
              },
              icon(icons.info),
            ),
          ]
        : []),
      ...(state
        ? [
            element(
              'span',
              { class: `state ${state.state}`, title: `${state.name}: ${state.annotations.summary ?? ''}` },
              state.state,
            ),
          ]
        : []),
      ...(notices.length > 0
        ? [
            element(
              'span',
              { class: 'notice', role: 'img', title: notices.join('\n'), 'aria-label': notices.join('. ') },
              icon(icons.warning),
            ),
          ]
        : []),
      element('span', { class: 'space' }),
      ...anchors,
      element(
        'button',
        {
          type: 'button',
          class: 'alone',
          'data-panel': alone ? '' : String(id),
          title: alone ? 'Back to the dashboard' : 'This panel alone',
          'aria-label': alone ? 'Back to the dashboard' : `${this.title} alone`,
        },
        icon(icons.alone),
      ),
    );
  }

  /** Chosen alone, a series hides all others; chosen again, all are back. */
  private choose(name: string, alone: boolean): void {
    const names = new Set((this.data?.series ?? []).map((series) => series.name));
    if (!names.has(name)) return;
    const only = [...names].every((one) => (one === name) !== this.hidden.has(one));
    if (alone) this.hidden = only ? new Set() : new Set([...names].filter((one) => one !== name));
    else if (this.hidden.has(name)) this.hidden.delete(name);
    else this.hidden.add(name);
    const focused = document.activeElement?.closest('.legend') !== null;
    this.draw();
    // The legend was made anew; whoever uses the keyboard stays where they were.
    if (focused)
      [...this.body.querySelectorAll<HTMLElement>('.legend button')]
        .find(({ title }) => title === name)
        ?.focus();
  }
}
