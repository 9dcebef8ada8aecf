import type { DashboardJson } from '../board/json.ts';
import { type Address, readAddress, writeAddress } from '../board/links.ts';
import { durationOf, timeRange } from '../board/time-range.ts';
import { resolveVariables, valuesOf } from '../board/variables.ts';
import { askAnnotations } from '../data/annotations.ts';
import { prometheusClient } from '../data/prometheus.ts';
import type { KnownDashboard } from '../draw/lists.ts';
import { type ThemeName, themes } from '../draw/theme.ts';
import type { News } from '../server/news.ts';
import { BoardView } from './board-view.ts';
import { byId, element } from './element.ts';
import { drawHead } from './head.ts';
import { showMistakes } from './mistakes.ts';
import type { Shared } from './panel-view.ts';

const client = prometheusClient('/prometheus');
const board = new BoardView(onAnswer, (panel) => {
  const { panel: _, ...rest } = current;
  go(panel === undefined ? rest : { ...rest, panel });
});
let theme: ThemeName = themeAsked();
let dashboards: readonly KnownDashboard[] = [];
let scrape = 15_000;
let dashboard: DashboardJson | undefined;
let current: Address = { uid: '', from: '', to: '', refresh: '', variables: {} };
let shared: Shared | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let build: number | undefined;
/** Why annotations are not there. */
let unmarked = '';
/** What variables and annotations were last asked for. */
let askedFor = '';
/** Counts what was begun, so that something slow that was begun earlier does not overwrite it. */
let begun = 0;

/** Reads the address and shows what it asks for. */
async function open(): Promise<void> {
  const list = await fetchJson<{ dashboards: readonly DashboardJson[]; scrape: number }>('/api/dashboards');
  scrape = list.scrape;
  dashboards = list.dashboards.map(({ uid, title, tags = [] }) => ({ uid, title, tags, href: `/d/${uid}` }));
  const asked = readAddress(location.pathname, location.search);
  wear(themeAsked());
  const uid = asked.uid ?? dashboards[0]?.uid;
  if (uid === undefined) return fail('There is no compiled dashboard: npm run build makes them.');
  if (!dashboards.some((one) => one.uid === uid))
    return fail(`There is no dashboard ${uid}: ${dashboards.map((one) => one.uid).join(', ')} are there.`);
  dashboard = await fetchJson<DashboardJson>(`/api/dashboards/${uid}`);
  current = {
    ...asked,
    uid,
    from: asked.from ?? dashboard.time?.from ?? 'now-6h',
    to: asked.to ?? dashboard.time?.to ?? 'now',
    refresh: asked.refresh ?? dashboard.refresh ?? '',
    variables: asked.variables ?? {},
  };
  document.title = `${dashboard.title} · Sightline viewer`;
  await refresh(true);
}

/** Shows another range, another choice, another panel of the same dashboard. */
function go(address: Address): void {
  current = address;
  history.pushState(null, '', writeAddress(address));
  void refresh(true);
}

/** Asks everything anew, or draws an edited dashboard with the answers that there are. */
async function refresh(again: boolean): Promise<void> {
  if (!dashboard) return;
  const mine = ++begun;
  clearTimeout(timer);
  const range = again || !shared ? timeRange(current.from, current.to, Date.now()) : shared.range;
  const asks = JSON.stringify([dashboard.templating, dashboard.annotations]);
  // An edit that touches neither variables nor annotations is drawn before anything is asked.
  const known = !again && asks === askedFor ? shared?.variables : undefined;
  const variables =
    known ?? (await resolveVariables(dashboard.templating?.list ?? [], current.variables, range, client));
  if (mine !== begun) return;
  const old = shared;
  askedFor = asks;
  shared = {
    client,
    address: current,
    range,
    variables,
    annotations: old?.address.uid === current.uid ? old.annotations : [],
    alerts: old?.alerts,
    dashboards,
    scrape,
    theme: themes[theme],
  };
  drawHead(
    { dashboard, dashboards, address: current, variables },
    { go, refresh: () => void refresh(true), theme: flip },
  );
  const surroundings = known ? undefined : askSurroundings(mine);
  await board.show(dashboard, shared, again);
  await surroundings;
  const pause = durationOf(current.refresh);
  if (mine === begun && pause !== undefined)
    timer = setTimeout(() => void refresh(true), Math.max(pause, 1000));
}

/** Annotations and alerts come when they come: no panel waits for them. */
async function askSurroundings(mine: number): Promise<void> {
  if (!dashboard || !shared) return;
  const { range, variables } = shared;
  const [marks, alerts] = await Promise.all([
    askAnnotations(dashboard, { client, range, values: valuesOf(variables) }),
    client.alerts().catch(() => undefined),
  ]);
  if (mine !== begun || !shared) return;
  shared = { ...shared, annotations: marks.annotations, alerts };
  unmarked = marks.errors.join('; ');
  onAnswer();
  board.redraw(shared);
}

/** The theme that the address names, else the one that was chosen here last. */
function themeAsked(): ThemeName {
  const { theme: named } = readAddress(location.pathname, location.search);
  return named ?? (localStorage.getItem('theme') === 'light' ? 'light' : 'dark');
}

function wear(name: ThemeName): void {
  theme = name;
  document.documentElement.dataset.theme = name;
}

function flip(): void {
  wear(theme === 'dark' ? 'light' : 'dark');
  localStorage.setItem('theme', theme);
  // An address that names a theme would bring the other one back.
  if (current.theme) {
    current = { ...current, theme };
    history.replaceState(null, '', writeAddress(current));
  }
  if (!shared) return;
  shared = { ...shared, theme: themes[theme] };
  board.redraw(shared);
}

/** A server that is gone is told once, above all panels, and asked again until it is back. */
function onAnswer(): void {
  const gone = board.errors.find((error) => /does not answer at|cannot be reached/.test(error));
  const missing = unmarked ? `Annotations are missing: ${unmarked}` : '';
  byId('banner').textContent = gone ? `${gone}. Asking again every five seconds.` : missing;
  if (!gone) return;
  clearTimeout(timer);
  timer = setTimeout(() => void refresh(true), 5000);
}

/**
 * Hears of saves while somebody looks at the page. A browser keeps six connections to one address, for all of its tabs and for pages
 * that one may go back to: a page that nobody sees holds none of them, and hears the last news when it is seen again.
 */
function listen(): void {
  let source: EventSource | undefined;
  const begin = (): void => {
    if (document.hidden) return;
    source ??= listening();
  };
  const end = (): void => {
    source?.close();
    source = undefined;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? end() : begin()));
  window.addEventListener('pagehide', end);
  window.addEventListener('pageshow', begin);
  begin();
}

function listening(): EventSource {
  const source = new EventSource('/events');
  source.addEventListener('message', ({ data }) => void hear(JSON.parse(data as string) as News));
  source.addEventListener('error', () => {
    byId('banner').textContent = 'The viewer was ended: npm start starts it again.';
  });
  source.addEventListener('open', () => {
    if (byId('banner').textContent?.startsWith('The viewer was ended')) byId('banner').textContent = '';
  });
  return source;
}

async function hear(news: News): Promise<void> {
  if (news.type === 'broken') return showMistakes(news.mistakes);
  // The answers, or that there are none, say the rest.
  if (news.type === 'prometheus') return refresh(true);
  showMistakes([]);
  const known = build;
  build = news.build;
  if (known === undefined || known === news.build || !dashboard) return;
  const { uid } = dashboard;
  const text = await fetch(`/api/dashboards/${uid}`);
  if (!text.ok) return fail(`The dashboard ${uid} is no longer defined.`);
  const edited = (await text.json()) as DashboardJson;
  if (JSON.stringify(edited) !== JSON.stringify(dashboard)) {
    dashboard = edited;
    await refresh(false);
  }
  document.documentElement.dataset.build = String(news.build);
}

async function fetchJson<Reply>(path: string): Promise<Reply> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answers with status ${response.status}`);
  return (await response.json()) as Reply;
}

function fail(message: string): void {
  byId('board').replaceChildren(
    element('p', { class: 'message error' }, message),
    ...dashboards.map(({ title, href }) => element('p', {}, element('a', { href, class: 'link' }, title))),
  );
}

wear(theme);
window.addEventListener('popstate', () => void open());
listen();
// Text is measured before it is drawn: with the typeface it will be drawn in, if that comes soon.
const font = Promise.all([document.fonts.load('14px Inter'), document.fonts.load('500 14px Inter')]);
await Promise.race([font, new Promise((resolve) => setTimeout(resolve, 500))]);
await open().catch((error: Error) => fail(`The viewer cannot show this: ${error.message}`));
