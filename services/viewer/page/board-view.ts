import { inText } from '../board/interpolate.ts';
import type { DashboardJson, PanelJson } from '../board/json.ts';
import { gap, layout, type Placed, rowHeight, totalHeight } from '../board/layout.ts';
import { valuesOf } from '../board/variables.ts';
import { CrossHair } from './cross-hair.ts';
import { byId, element, icon, icons } from './element.ts';
import { PanelView, type Shared } from './panel-view.ts';

/** The panels of the dashboard that is open. */
export class BoardView {
  private readonly views = new Map<number, PanelView>();
  private readonly rows = new Map<number, HTMLElement>();
  private readonly hair = new CrossHair();
  private readonly collapsed = new Map<number, boolean>();
  private readonly board = byId('board');
  private readonly near = new IntersectionObserver((entries) => this.approach(entries), {
    rootMargin: '300px 0px',
  });
  private dashboard: DashboardJson | undefined;
  private shared: Shared | undefined;

  /** `told` hears whenever a panel has an answer; `alone` that a panel is to be shown alone, or none any longer. */
  constructor(
    private readonly told: () => void,
    private readonly alone: (panel: number | undefined) => void,
  ) {
    new ResizeObserver(() => this.place()).observe(this.board);
    this.board.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('button.alone');
      if (button) this.alone(button.dataset.panel ? Number(button.dataset.panel) : undefined);
    });
  }

  /** Why panels have no data. */
  get errors(): readonly string[] {
    return [...this.views.values()].flatMap(({ errors }) => errors);
  }

  /** Shows a dashboard. Panels that are what they were keep what they show, unless `again` asks for new answers. */
  async show(dashboard: DashboardJson, shared: Shared, again: boolean): Promise<void> {
    const other = this.dashboard?.uid !== dashboard.uid;
    if (other) this.collapsed.clear();
    this.dashboard = dashboard;
    this.shared = shared;
    this.hair.shared = (dashboard.graphTooltip ?? 0) > 0;
    const kept = new Set<number>();
    const asking: Promise<void>[] = [];
    for (const { panel } of this.placed()) {
      kept.add(panel.id);
      if (panel.type === 'row') continue;
      const known = this.views.get(panel.id);
      if (known && JSON.stringify(known.panel) === JSON.stringify(panel)) {
        if (again) asking.push(known.refresh(shared));
        else known.redraw(shared);
        continue;
      }
      this.drop(panel.id);
      this.views.set(panel.id, new PanelView(panel, shared, this.hair, this.told));
    }
    for (const id of [...this.views.keys(), ...this.rows.keys()]) if (!kept.has(id)) this.drop(id);
    if (other || this.board.querySelector('.waiting')) this.board.querySelector('.waiting')?.remove();
    this.place();
    await Promise.all(asking);
  }

  /** Draws again without asking: another theme, another alert. */
  redraw(shared: Shared): void {
    this.shared = shared;
    for (const view of this.views.values()) view.redraw(shared);
  }

  private placed(): readonly Placed[] {
    if (!this.dashboard || !this.shared) return [];
    const width = this.board.clientWidth;
    const { panel: alone } = this.shared.address;
    if (alone === undefined) return layout(this.dashboard, width, this.collapsed);
    const every = this.dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
    const height = Math.max(240, window.innerHeight - this.board.getBoundingClientRect().top - 24);
    return every
      .filter(({ id, type }) => id === alone && type !== 'row')
      .map((panel) => ({ panel, box: { x: 0, y: 0, width, height } }));
  }

  private place(): void {
    const placed = this.placed();
    for (const { panel, box } of placed) {
      if (panel.type === 'row') {
        const head = this.rowHead(panel);
        Object.assign(head.style, { transform: `translate(0, ${box.y}px)`, height: `${rowHeight}px` });
        continue;
      }
      let view = this.views.get(panel.id);
      if (!view && this.shared) {
        view = new PanelView(panel, this.shared, this.hair, this.told);
        this.views.set(panel.id, view);
      }
      view?.place(box);
      if (view && !view.frame.isConnected) {
        this.board.append(view.frame);
        this.near.observe(view.frame);
      }
    }
    this.order(placed);
    this.board.style.height = `${totalHeight(placed) + gap}px`;
    const nothing = placed.length === 0 && this.shared?.address.panel !== undefined;
    this.board.querySelector('.nothing')?.remove();
    if (nothing)
      this.board.append(
        element(
          'p',
          { class: 'message error nothing' },
          `This dashboard has no panel ${this.shared?.address.panel}.`,
        ),
      );
  }

  /** What is read aloud, and reached by the keyboard, comes in the order in which it is seen. */
  private order(placed: readonly Placed[]): void {
    const wanted = placed.flatMap(
      ({ panel }) => this.views.get(panel.id)?.frame ?? this.rows.get(panel.id) ?? [],
    );
    const there = [...this.board.children].filter((child) => wanted.includes(child as HTMLElement));
    if (wanted.some((one, at) => one !== there[at])) this.board.append(...wanted);
  }

  private rowHead(row: PanelJson): HTMLElement {
    const title = inText(row.title ?? '', valuesOf(this.shared?.variables ?? []));
    const closed = this.collapsed.get(row.id) ?? row.collapsed ?? false;
    let head = this.rows.get(row.id);
    if (!head) {
      const button = element('button', { type: 'button' }, icon(icons.chevron), element('span'));
      head = element('h2', { class: 'row' }, button);
      button.addEventListener('click', () => this.toggle(row));
      this.rows.set(row.id, head);
      this.board.append(head);
    }
    const button = head.firstElementChild as HTMLElement;
    button.setAttribute('aria-expanded', String(!closed));
    (button.lastElementChild as HTMLElement).textContent = title;
    return head;
  }

  private toggle(row: PanelJson): void {
    this.collapsed.set(row.id, !(this.collapsed.get(row.id) ?? row.collapsed ?? false));
    const seen = new Set(this.placed().map(({ panel }) => panel.id));
    for (const id of this.views.keys()) if (!seen.has(id)) this.drop(id);
    const focused = document.activeElement as HTMLElement | null;
    this.place();
    focused?.focus();
  }

  private drop(id: number): void {
    const view = this.views.get(id);
    if (view) this.near.unobserve(view.frame);
    view?.dispose();
    this.views.delete(id);
    this.rows.get(id)?.remove();
    this.rows.delete(id);
  }

  private approach(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries)
      for (const view of this.views.values()) if (view.frame === target) void view.approach(isIntersecting);
  }
}
