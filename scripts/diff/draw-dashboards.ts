import {
  askScene,
  type DashboardJson,
  dashboardSvg,
  fontMeasure,
  prometheusClient,
  Rasterizer,
  type Scene,
  themes,
} from '../../services/viewer/index.ts';
import type { DrawDashboards, DrawOptions, ToDraw } from '../../src/cli/diff/pictures.ts';
import type { Picture, Pictured } from '../../src/cli/diff/report.ts';
import { sideBySide } from '../../src/engine/side-by-side.ts';
import { isJson, type Json } from '../../src/model/json.ts';
import { readsOf } from '../../src/review/outputs/reads.ts';
import { levelText } from '../stack/recorded-history.ts';
import { openRecording, recordedUntil } from '../stack/recording.ts';

const width = 1432;
/** Pixels from one point of a line to the next: a picture that nobody zooms into. */
const coarse = 3;
/** As in `npm run render`: two hours more than a day, for what looks a day back. */
const hours = 26;
/** How often Prometheus scrapes the simulated framework, in milliseconds. */
const scrape = 15_000;

type Side = 'before' | 'after';
const sides = ['before', 'after'] as const;

/** Draws both versions of dashboards from one recording, in which the rules of both have been at work. */
export const drawDashboards: DrawDashboards = async (options) => {
  const { dashboards, rules, seed, say, interruption } = options;
  const signal = interruption();
  const asked = { before: readIn(dashboards, 'before'), after: readIn(dashboards, 'after') };
  const { levels, earlier, scraped } = sideBySide(
    { ...rules.before, asked: asked.before },
    { ...rules.after, asked: asked.after },
  );
  const recording = await openRecording({
    levels: levels.map((level) => levelText(level, 60)),
    only: new Set([...scraped, ...asked.before, ...asked.after]),
    hours,
    seed,
    say,
    signal,
  });
  const rasterizer = new Rasterizer();
  try {
    const client = prometheusClient(recording.prometheus.url);
    const recorded = new Set(await recording.prometheus.api.labelValues('__name__', '{__name__!=""}'));
    const measure = fontMeasure();
    const put = { before: (json: Json) => inTermsOf(earlier, json), after: (json: Json) => json };
    const lists = { before: linksTo(options, 'before'), after: linksTo(options, 'after') };
    const found: Pictured[] = [];
    for (const one of dashboards) {
      signal.throwIfAborted();
      say(`drawing ${one.uid}`);
      const scenes: Partial<Record<Side, Scene>> = {};
      for (const side of sides) {
        const json = one[side];
        if (json)
          scenes[side] = await askScene(put[side](json) as unknown as DashboardJson, {
            client,
            now: recordedUntil * 1000,
            width,
            scrape,
            coarse,
            alerts: undefined,
            dashboards: lists[side],
          });
      }
      const svg = (side: Side, theme: 'dark' | 'light'): string | undefined =>
        scenes[side] && dashboardSvg(scenes[side], { width, theme: themes[theme], measure });
      const [first = 'dark', second = first] = options.themes;
      const drawn = { before: svg('before', first), after: svg('after', first) };
      // What nobody sees is told in words.
      if (drawn.before === drawn.after) continue;
      const picture = (side: Side): Picture | undefined => {
        const text = drawn[side];
        if (text === undefined) return undefined;
        const png = rasterizer.png(text);
        const other = second === first ? png : rasterizer.png(svg(side, second) ?? '');
        const note = missing(one, side, recorded);
        return {
          dark: first === 'dark' ? png : other,
          light: first === 'dark' ? other : png,
          ...(note && { note }),
        };
      };
      const [before, after] = [picture('before'), picture('after')];
      found.push({ uid: one.uid, title: one.title, ...(before && { before }), ...(after && { after }) });
    }
    return found;
  } finally {
    rasterizer.close();
    await recording.close();
  }
};

/** A dashboard whose queries read what the store calls by other names. */
function inTermsOf(earlier: (query: string) => string, json: Json): Json {
  const each = (value: unknown, key: string): unknown => {
    if (typeof value === 'string')
      return ['expr', 'query', 'definition'].includes(key) ? earlier(value) : value;
    if (Array.isArray(value)) return value.map((item) => each(item, ''));
    if (!isJson(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, each(member, name)]));
  };
  return each(json, '') as Json;
}

/** What a panel that lists dashboards can list. */
const linksTo = ({ listed }: DrawOptions, side: Side) =>
  (listed[side]() as unknown as readonly DashboardJson[]).map(({ uid, title, tags = [] }) => ({
    uid,
    title,
    tags,
    href: `/d/${uid}`,
  }));

/** The names of the series that dashboards read. */
function readIn(dashboards: readonly ToDraw[], side: Side): ReadonlySet<string> {
  const items = dashboards.map((of) => ({
    kind: 'dashboard',
    id: of.uid,
    spec: { dashboard: of[side] },
    path: '',
  }));
  return new Set(items.flatMap((item) => readsOf(item)).map(({ series }) => series));
}

/** Names under a picture what its dashboard reads and the recording does not have: a metric that the simulator emits no more. */
function missing(of: ToDraw, side: Side, recorded: ReadonlySet<string>): string | undefined {
  const names = [...readIn([of], side)].filter((name) => !recorded.has(name)).sort();
  if (names.length === 0) return undefined;
  const few = names.slice(0, 6).join(', ');
  return `The recording has no ${few}${names.length > 6 ? ` and ${names.length - 6} more` : ''}: what reads them is empty here.`;
}
