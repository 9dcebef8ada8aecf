import { panelId, slug } from '../../src/builders/identity.ts';
import { flow } from '../../src/builders/layout.ts';
import type { Line, SyntheticDashboard, SyntheticPanel } from './panels.ts';
import { recordedRatio } from './rules.ts';
import { camel, imported, quoted } from './words.ts';

const sizes: Readonly<Record<SyntheticPanel['type'], { readonly width: number; readonly height: number }>> = {
  barGauge: { width: 8, height: 8 },
  dial: { width: 6, height: 6 },
  heatmap: { width: 12, height: 8 },
  pie: { width: 8, height: 8 },
  stat: { width: 4, height: 4 },
  table: { width: 12, height: 8 },
  timeseries: { width: 12, height: 8 },
};

/** A dashboard file as a user of the typed language writes it. */
export function typedDashboard(of: SyntheticDashboard, rules: string): string {
  const panels = of.rows.flatMap((row) => row.panels);
  const queries = [
    ...panels.flatMap(({ lines }) => lines.map(({ query }) => query)),
    ...of.named.map(({ query }) => query),
  ];
  const bounds = panels.flatMap((panel) => panel.bounds);
  const uses = new Set([
    ...queries.flatMap((query) => query.uses),
    ...bounds.flatMap((bound) => bound.uses),
    ...panels.map(({ type }) => type),
    ...(bounds.length > 0 ? ['worseAbove'] : []),
    ...['column', 'dashboard', 'labelVariable', 'row', 'series'],
  ]);
  const reads = new Set([...queries.flatMap((query) => query.reads), 'requests']);
  const recorded = [...reads].filter((name) => name === recordedRatio);
  const emitted = [...reads].filter((name) => name !== recordedRatio);
  return `${imported(uses, '#lib')}${imported(emitted, `../catalog/${of.subject}.ts`)}${imported(recorded, `../rules/${rules}.ts`)}
const environment = labelVariable({ name: 'environment', title: 'Environment', of: requests, label: 'environment' });
const route = labelVariable({ name: 'route', title: 'Route', of: requests, label: 'route', multi: true, all: true });

${of.named.map(({ name, query }) => `const ${name} = ${query.typed};\n`).join('')}
export const ${camel(of.uid)} = dashboard({
  uid: ${quoted(of.uid)},
  title: ${quoted(of.title)},
  description: ${quoted(description(of))},
  tags: ['bench', ${quoted(of.subject)}],
  range: '6h',
  refresh: '30s',
  variables: [environment, route],
  rows: [
${of.rows.map(({ title, panels }) => `    row(${quoted(title)}, [\n${panels.map(typedPanel).join('')}    ]),\n`).join('')}  ],
});
`;
}

const description = ({ subject }: SyntheticDashboard): string => `For those who run ${subject}: is it fine?`;

function typedPanel({ type, title, description, lines, bounds, label }: SyntheticPanel): string {
  const [first] = lines as readonly [Line];
  const thresholds = `worseAbove(${bounds.map(({ typed }) => typed).join(', ')})`;
  const one = ({ query, legend }: Line): string => `series(${query.typed}, ${quoted(legend)})`;
  const members = [
    `title: ${quoted(title)}`,
    `description: ${quoted(description)}`,
    ...(type === 'heatmap' ? [`buckets: ${first.query.typed}`] : []),
    ...(type === 'table'
      ? [
          `labels: { ${label}: 'Route' }`,
          `columns: {\n${lines.map(({ legend, query }, at) => `          ${legend}: column(${query.typed}${at > 0 && bounds.length > 0 ? `, { thresholds: ${thresholds} }` : ''}),\n`).join('')}        }`,
          `sortBy: ${quoted(first.legend)}`,
        ]
      : []),
    ...(type !== 'heatmap' && type !== 'table'
      ? [
          lines.length === 1
            ? `series: ${one(first)}`
            : `series: [\n${lines.map((line) => `          ${one(line)},\n`).join('')}        ]`,
        ]
      : []),
    ...(type !== 'table' && bounds.length > 0 ? [`thresholds: ${thresholds}`] : []),
    ...(type === 'dial' ? ['min: 0', 'max: 1'] : []),
  ];
  return `      ${type}({\n${members.map((member) => `        ${member},\n`).join('')}      }),\n`;
}

/** The same dashboard on the bare SDK: PromQL in strings; unit, id and place of each panel written out. */
export function plainDashboard(of: SyntheticDashboard, labels: { readonly requests: string }): string {
  const types = of.rows.flatMap((row) => row.panels.map(({ type }) => type));
  let y = 0;
  const drawn = of.rows.map(({ title, panels }) => {
    const { places, bottom } = flow(
      panels.map(({ type }) => sizes[type]),
      y + 1,
    );
    const header = `    row(${panelId(`row:${title}`)}, ${quoted(title)}, ${y}),\n`;
    y = bottom;
    return header + panels.map((panel, at) => plainPanel(panel, places[at] as Place)).join('');
  });
  return `${imported([...types, 'dashboard', 'row', 'variable'], '../house.ts')}
export const ${camel(of.uid)} = dashboard({
  uid: ${quoted(of.uid)},
  title: ${quoted(of.title)},
  description: ${quoted(description(of))},
  tags: ['bench', ${quoted(of.subject)}],
  variables: [
    variable('environment', 'Environment', 'label_values(${labels.requests}, environment)', false),
    variable('route', 'Route', 'label_values(${labels.requests}, route)', true),
  ],
  panels: [
${drawn.join('')}  ],
});
`;
}

type Place = ReturnType<typeof flow>['places'][number];

function plainPanel(
  { type, title, description, lines, bounds, label }: SyntheticPanel,
  { x, y, w, h }: Place,
): string {
  const steps = bounds.map(({ value }) => value).join(', ');
  const target = ({ query, legend }: Line): string =>
    `{ expr: ${quoted(query.text)}, legend: ${quoted(legend || title)} }`;
  const members = [
    `id: ${panelId(slug(title))}`,
    `title: ${quoted(title)}`,
    `description: ${quoted(description)}`,
    `at: { x: ${x}, y: ${y}, w: ${w}, h: ${h} }`,
    `unit: ${quoted((lines[0] as Line).unit)}`,
    `targets: [\n${lines.map((line) => `        ${target(line)},\n`).join('')}      ]`,
    ...(bounds.length > 0 && type !== 'table' ? [`worseAbove: [${steps}]`] : []),
    ...(type === 'dial' ? ['min: 0', 'max: 1'] : []),
    ...(type === 'table'
      ? [
          `labels: { ${label}: 'Route' }`,
          `columns: [\n${lines.map(({ legend, unit }, at) => `        { title: ${quoted(legend)}, unit: ${quoted(unit)}${at > 0 && bounds.length > 0 ? `, worseAbove: [${steps}]` : ''} },\n`).join('')}      ]`,
          `sortBy: ${quoted((lines[0] as Line).legend)}`,
        ]
      : []),
  ];
  return `    ${type}({\n${members.map((member) => `      ${member},\n`).join('')}    }),\n`;
}
