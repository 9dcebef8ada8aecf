import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawTimeseries } from '../../../services/viewer/draw/timeseries.ts';
import { fontMeasure, themes } from '../../../services/viewer/index.ts';
import { chartSvg } from '../../../services/viewer/picture/chart-svg.ts';

const measure = fontMeasure();

/** The height on the axis, from 0 at its bottom to 1 at its top, at which the area below a line that goes through some values ends. */
function ground(...values: readonly number[]): number {
  const times = Float64Array.from(values, (_, at) => at * 60_000);
  const drawing = drawTimeseries(
    {
      id: 1,
      type: 'timeseries',
      title: 'Area',
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      fieldConfig: {
        defaults: { min: Math.min(...values), max: Math.max(...values), custom: { fillOpacity: 50 } },
      },
      options: { legend: { showLegend: false } },
    },
    {
      times,
      series: [{ name: 'a', labels: {}, refId: 'A', values: Float64Array.from(values) }],
      notices: [],
      errors: [],
    },
    {
      width: 400,
      height: 200,
      theme: themes.dark,
      measure,
      range: { from: 0, to: (values.length - 1) * 60_000 },
      utc: true,
      annotations: [],
      hidden: new Set(),
    },
  );
  const { plot } = drawing;
  assert.ok(plot);
  const svg = chartSvg(drawing, 'a', measure);
  const path = /<path d="(M[^"]*Z)"[^>]*fill="rgb[^>]*>/.exec(svg)?.[1] ?? '';
  assert.notEqual(path, '', svg);
  // The path goes along the line, then back along the ground: it ends where the area does, at the first moment.
  const [y = Number.NaN] = [...path.matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)]
    .map(([, , one]) => Number(one))
    .slice(-1);
  return (plot.y + plot.height - drawing.box.y - y) / plot.height;
}

describe('an area is filled', () => {
  const near = (one: number, other: number): void => assert.ok(Math.abs(one - other) < 0.02, `${one}`);
  test('to zero where the axis crosses it', () => near(ground(-10, 30, -10, 20), 0.25));
  test('to the bottom above zero', () => near(ground(10, 30, 20), 0));
  test('to the top below zero', () => near(ground(-30, -10, -20), 1));
});
