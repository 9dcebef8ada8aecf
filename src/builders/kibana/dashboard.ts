import { Failure } from '../../model/failure.ts';
import {
  type Control,
  type Drilldown,
  type KibanaDashboard,
  type KibanaPanel,
  type KibanaTag,
  kibanaColumns,
  type PlacedKibanaPanel,
  type ProsePanel,
} from '../../model/kibana.ts';
import { slug } from '../identity.ts';
import { flow } from '../layout.ts';
import type { KibanaPanelSpec } from './charts.ts';

/** A titled group of panels, in reading order. */
export interface KibanaRow {
  readonly title: string;
  readonly panels: readonly KibanaPanel[];
}

/** What a dashboard says of itself. */
export interface KibanaDashboardSpec extends Omit<KibanaDashboard, 'panels'> {
  readonly controls: readonly Control[];
  readonly drilldowns: readonly Drilldown[];
  readonly tags: readonly KibanaTag[];
  readonly rows: readonly KibanaRow[];
}

/** Rows that a heading takes: Kibana 8 knows no rows of panels, so their titles are words on the grid. */
const headingHeight = 3;

/** A Kibana dashboard. Panels flow from left to right like words; nobody writes coordinates. */
export function kibanaDashboard({ rows, ...spec }: KibanaDashboardSpec): KibanaDashboard {
  if (!/^[a-z0-9_-]+$/.test(spec.id))
    throw new Failure(`a dashboard cannot have the id "${spec.id}"`, {
      why: 'it is a part of addresses and of file names',
      next: 'write small letters, digits, - and _',
    });
  const panels: PlacedKibanaPanel[] = [];
  let y = 0;
  for (const { title, panels: inside } of rows) {
    const heading = {
      panel: headingOf(title, y === 0 ? links(spec) : []),
      at: { x: 0, y, w: kibanaColumns, h: headingHeight },
      row: title,
    };
    const { places, bottom } = flow(inside, y + headingHeight, kibanaColumns);
    panels.push(
      heading,
      ...inside.map((panel, index) => ({ panel, at: places[index] as PlacedKibanaPanel['at'], row: title })),
    );
    y = bottom;
  }
  return { ...spec, panels };
}

/** A panel with words, in Markdown. */
export function prosePanel(spec: KibanaPanelSpec & { readonly markdown: string }): ProsePanel {
  const { title, description, markdown, key = slug(title), width = 48, height = 6 } = spec;
  return { type: 'prose', key, title, description, width, height, markdown, isHeading: false };
}

const headingOf = (title: string, beside: readonly string[]): ProsePanel => ({
  type: 'prose',
  key: `row-${slug(title)}`,
  title,
  description: '',
  width: kibanaColumns,
  height: headingHeight,
  markdown: [`### ${title}`, ...beside].join(' · '),
  isHeading: true,
});

/** Where the menus of charts lead to, for the time that the dashboard opens with: not every licence has such menus. */
const links = ({ drilldowns, range }: Pick<KibanaDashboard, 'drilldowns' | 'range'>): readonly string[] =>
  drilldowns.map(
    ({ title, url }) =>
      `[${title}](${url.replaceAll('{{from}}', `now-${range}`).replaceAll('{{to}}', 'now')})`,
  );
