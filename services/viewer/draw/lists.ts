import type { PanelJson } from '../board/json.ts';
import type { ActiveAlert } from '../data/prometheus.ts';
import type { Drawing, SheetDrawing } from './drawing.ts';
import { fullMoment } from './scale.ts';
import type { Theme } from './theme.ts';

/** A dashboard that can be gone to. */
export interface KnownDashboard {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly href: string;
}

const left = (title: string) => ({ title, align: 'left' as const });

/** Alerts that fire or are about to, the most urgent first. */
export function drawAlertList(
  { options = {} }: PanelJson,
  alerts: readonly ActiveAlert[] | undefined,
  { theme, utc }: { readonly theme: Theme; readonly utc: boolean },
): Drawing {
  if (!alerts) return { type: 'message', tone: 'quiet', text: 'Alerts are not known' };
  const { stateFilter, alertName = '', maxItems = 20 } = options;
  const wanted = alerts.filter(
    ({ state, name }) => stateFilter?.[state] !== false && name.includes(alertName),
  );
  if (wanted.length === 0) return { type: 'message', tone: 'quiet', text: 'No alert fires' };
  const ranks = ['critical', 'high', 'medium', 'low', 'info', 'none'];
  const rank = ({ labels }: ActiveAlert): number =>
    (ranks.indexOf(labels.severity ?? '') + ranks.length + 1) % (ranks.length + 1);
  const ordered = wanted.toSorted(
    (a, b) =>
      (a.state === b.state ? 0 : a.state === 'firing' ? -1 : 1) ||
      rank(a) - rank(b) ||
      (a.name < b.name ? -1 : 1),
  );
  return {
    type: 'sheet',
    sheet: {
      columns: [left('State'), left('Alert'), left('Severity'), left('Since'), left('Summary')],
      head: true,
      rows: ordered.slice(0, maxItems).map(({ name, state, labels, annotations, since }) => ({
        key: `${name} ${JSON.stringify(labels)}`,
        cells: [
          { text: state, colour: theme.colour(state === 'firing' ? 'red' : 'orange') },
          { text: name, ...(annotations.dashboard_url && { href: annotations.dashboard_url }) },
          { text: labels.severity ?? '' },
          { text: fullMoment(since, utc).slice(5, 16), value: since, quiet: true },
          { text: annotations.summary ?? '' },
        ],
      })),
    },
  };
}

/** Dashboards that carry all tags of the panel. */
export function drawDashboardList(
  { options = {} }: PanelJson,
  dashboards: readonly KnownDashboard[],
  { link }: Theme,
): SheetDrawing {
  const wanted = dashboards.filter(({ tags }) => (options.tags ?? []).every((tag) => tags.includes(tag)));
  return {
    type: 'sheet',
    sheet: {
      columns: [left('Dashboard')],
      head: false,
      rows: wanted.slice(0, options.maxItems ?? 20).map(({ uid, title, href }) => ({
        key: uid,
        cells: [{ text: title, href, colour: link }],
      })),
    },
  };
}
