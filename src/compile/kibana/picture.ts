import { type KibanaDashboard, kibanaColumns, type PlacedKibanaPanel } from '../../model/kibana.ts';
import { hex } from './colours.ts';
import { sketch, table } from './sketch.ts';
import { type Box, element, lengthOf, paragraph, text } from './svg.ts';

/** A column of the grid and a row of it, in about the proportion that they have on a screen. */
const unit = { w: 21, h: 18 };
const margin = 20;
const width = kibanaColumns * unit.w + 2 * margin;
/** Between panels. */
const gap = 6;

/** The layout of a dashboard as a drawing: what stands where, of which kind, over which fields. It holds no data. */
export function picture(dashboard: KibanaDashboard): string {
  const top = 84;
  const rows = Math.max(0, ...dashboard.panels.map(({ at }) => at.y + at.h));
  const height = top + rows * unit.h + margin;
  const inside = [
    element('title', {}, dashboard.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    element('style', {}, style),
    element('rect', { width, height, class: 'page' }),
    header(dashboard),
    ...dashboard.panels.map((placed) => panel(placed, top)),
  ].join('\n');
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': 'Inter, system-ui, Helvetica, Arial, sans-serif',
    },
    `\n${inside}\n`,
  )}\n`;
}

function header({ title, description, controls, drilldowns, range, refresh }: KibanaDashboard): string {
  const room = width - 2 * margin;
  const time = `last ${range}, every ${refresh}`;
  let x = margin;
  const pills = controls.map(({ title: name, type }) => {
    const label = type === 'range' ? `${name}  ⟷` : `${name}  ▾`;
    const wide = lengthOf(label, 10) + 20;
    const pill = [
      element('rect', { x, y: 68, width: wide, height: 22, rx: 4, class: 'pill' }),
      text(x + 10, 83, label, { size: 10, width: wide - 12, look: 'plain' }),
    ].join('');
    x += wide + 8;
    return pill;
  });
  return [
    text(margin, 34, title, { size: 19, width: room - 220, look: 'strong' }),
    text(width - margin, 34, time, { size: 11, width: 200, look: 'quiet', anchor: 'end' }),
    paragraph(margin, 54, description, { size: 11, width: room, look: 'quiet', lines: 1 }),
    ...pills,
    text(width - margin, 83, drilldowns.map((to) => `→ ${to.title}`).join('   '), {
      size: 11,
      width: width - margin - x,
      look: 'link',
      anchor: 'end',
    }),
  ].join('');
}

function panel({ panel: of, at }: PlacedKibanaPanel, top: number): string {
  const outer: Box = {
    x: margin + at.x * unit.w,
    y: top + at.y * unit.h,
    w: at.w * unit.w,
    h: at.h * unit.h,
  };
  if (of.type === 'prose' && of.isHeading)
    return text(outer.x + 2, outer.y + outer.h - 14, of.title, { size: 14, width: outer.w, look: 'strong' });
  const box: Box = { x: 0, y: 0, w: outer.w - gap, h: outer.h - gap };
  const card = element('rect', { x: 0.5, y: 0.5, width: box.w - 1, height: box.h - 1, rx: 5, class: 'card' });
  // A drawing inside of the drawing: what does not fit into the panel is not seen.
  return element(
    'svg',
    { x: outer.x + gap / 2, y: outer.y + gap / 2, width: box.w, height: box.h },
    card + drawn(of, box),
  );
}

function drawn(of: PlacedKibanaPanel['panel'], box: Box): string {
  if (of.type === 'chart' && of.chart.type === 'metric') return sketch(of, box);
  const room = box.w - 20;
  const below: Box = { x: box.x, y: box.y + 36, w: box.w, h: box.h - 42 };
  const head = [
    text(10, 17, of.title, { size: 11.5, width: room, look: 'strong' }),
    text(10, 30, of.description, { size: 9, width: room, look: 'quiet' }),
  ].join('');
  if (of.type === 'chart') return head + sketch(of, below);
  if (of.type === 'search') return head + table([of.search.view.timeField, ...of.search.columns], below);
  return head + paragraph(10, 50, of.markdown, { size: 10, width: room, look: 'plain', lines: 4 });
}

const light = {
  page: '#f6f8fb',
  card: '#ffffff',
  edge: '#dde3ec',
  ink: '#343741',
  quiet: '#69707d',
  link: '#2f6fb3',
  faint: '#e3e8f0',
  head: '#eef2f7',
};
const dark = {
  page: '#101318',
  card: '#1b1f26',
  edge: '#313843',
  ink: '#dfe5ef',
  quiet: '#98a2b3',
  link: '#7db4ea',
  faint: '#333b47',
  head: '#252b34',
};

const colours = (of: typeof light): string =>
  [
    `.page{fill:${of.page}}`,
    `.card{fill:${of.card};stroke:${of.edge}}`,
    `.cut{stroke:${of.card}}`,
    `.strong,.plain,.number{fill:${of.ink}}`,
    `.quiet{fill:${of.quiet}}`,
    `.link{fill:${of.link}}`,
    `.faint{fill:${of.faint}}`,
    `.head{fill:${of.head}}`,
    `.pill{fill:${of.card};stroke:${of.edge}}`,
    `.grid{stroke:${of.faint}}`,
    `.axis{stroke:${of.edge}}`,
  ].join('');

const style = [
  colours(light),
  '.strong,.number{font-weight:600}.on{fill:#1d2129}',
  '.grid,.axis{fill:none}.soft{opacity:.35}.dashed{stroke-dasharray:4 3}',
  ...Object.entries(hex).map(
    ([name, colour]) =>
      `.fill-${name}{fill:${colour}}.line-${name}{fill:none;stroke:${colour};stroke-width:1.6}`,
  ),
  `@media (prefers-color-scheme:dark){${colours(dark)}}`,
].join('');
