import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningPrometheus } from '../../../scripts/stack/prometheus-process.ts';
import { resolveVariables } from '../../../services/viewer/board/variables.ts';
import {
  askScene,
  dashboardSvg,
  fontMeasure,
  prometheusClient,
  Rasterizer,
  type Scene,
  themes,
} from '../../../services/viewer/index.ts';
import { assertGolden } from '../../support/golden.ts';
import { withoutPrometheus } from '../../support/promtool.ts';
import { specimen } from './specimen/board.ts';
import { specimenEnd, startSpecimen } from './specimen/prometheus.ts';

const measure = fontMeasure();
const draw = (scene: Scene, theme: 'dark' | 'light' = 'dark'): string =>
  dashboardSvg(scene, { width: 1200, theme: themes[theme], measure });

describe('a picture of every panel type', { skip: withoutPrometheus }, () => {
  let prometheus: RunningPrometheus & { close(): Promise<void> };
  let scene: Scene;
  const ask = (): Promise<Scene> =>
    askScene(specimen, {
      client: prometheusClient(prometheus.url),
      now: specimenEnd * 1000,
      width: 1168,
      scrape: 60_000,
      alerts: [],
      dashboards: [{ uid: 'specimen', title: 'Specimen', tags: ['specimen'], href: '/d/specimen' }],
    });
  before(async () => {
    prometheus = await startSpecimen();
    scene = await ask();
  });
  after(() => prometheus?.close());

  test('is the one that was looked at', () => assertGolden('viewer/specimen.svg', draw(scene)));
  test('and so is the one in the light', () =>
    assertGolden('viewer/specimen-light.svg', draw(scene, 'light')));

  test('is the same from another Prometheus with the same past, to the byte', async () => {
    const first = draw(scene);
    const other = await startSpecimen();
    try {
      const again = await askScene(specimen, {
        client: prometheusClient(other.url),
        now: specimenEnd * 1000,
        width: 1168,
        scrape: 60_000,
        alerts: [],
        dashboards: scene.dashboards,
      });
      assert.ok(draw(again) === first, 'the two pictures differ');
    } finally {
      await other.close();
    }
  });

  test('becomes the same PNG each time, with letters in it and no font of the machine', () => {
    const [one, other] = [new Rasterizer(), new Rasterizer()];
    try {
      const svg = draw(scene);
      const png = one.png(svg);
      assert.ok(png.equals(other.png(svg)));
      assert.equal(png.readUInt32BE(16), 1200);
      // Without its letters the picture is another one.
      const mute = svg.replaceAll(/<text[^>]*>[^<]*<\/text>/g, '');
      assert.ok(!png.equals(one.png(mute)));
    } finally {
      one.close();
      other.close();
    }
  });

  test('tells what cannot be drawn, panel by panel', () => {
    const svg = draw(scene);
    const told = (id: number): string => {
      const at = specimen.panels.findIndex((panel) => panel.id === id);
      const texts = svg.split('<g transform="translate(').filter((part) => /^\d/.test(part))[at] ?? '';
      return [...texts.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(' ');
    };
    const idOf = (title: string): number => specimen.panels.find((panel) => panel.title === title)?.id ?? 0;
    assert.match(told(idOf('Logs')), /Asks Elasticsearch/);
    assert.match(told(idOf('Nothing')), /none yet/);
    assert.match(told(idOf('Refused')), /parse error/);
  });

  test('has no text that leaves its panel', () => {
    // Every text is measured in the typeface it is drawn with, inside the panel it stands in.
    const svg = draw(scene);
    for (const panel of svg.split(/(?=<g transform="translate\([\d.]+ [\d.]+\)"><rect)/).slice(1)) {
      const width = Number(/<rect[^>]* width="([\d.]+)"/.exec(panel)?.[1]);
      for (const [, attributes = '', text = ''] of panel.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)) {
        const x = /(?: x="|translate\()([\d.-]+)/.exec(attributes)?.[1];
        const size = /font-size[=:]"?([\d.]+)/.exec(attributes)?.[1];
        const plain = text.replaceAll(/&\w+;/g, '&');
        const wide = measure(plain, Number(size), /weight="500"/.test(attributes) ? 500 : 400);
        const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start';
        const left = Number(x) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
        assert.ok(
          left >= -1 && left + wide <= width + 1,
          `"${text}" from ${left} to ${left + wide} of ${width}`,
        );
      }
    }
  });

  test('variables have the values that Prometheus has', async () => {
    const range = { from: (specimenEnd - 7200) * 1000, to: specimenEnd * 1000 };
    const [app] = await resolveVariables(
      specimen.templating?.list ?? [],
      {},
      range,
      prometheusClient(prometheus.url),
    );
    assert.deepEqual(app?.options, ['api', 'web', 'worker']);
  });
});

test('the colours of words can be read: 4.5 to 1 on every ground that they stand on', () => {
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (const theme of Object.values(themes))
    for (const word of [theme.text, theme.quiet, theme.link])
      for (const ground of [theme.panel, theme.canvas]) {
        const [more = 0, less = 0] = [light(word), light(ground)].sort((a, b) => b - a);
        const ratio = (more + 0.05) / (less + 0.05);
        assert.ok(ratio >= 4.5, `${theme.name}: ${word} on ${ground} has ${ratio.toFixed(2)}`);
      }
});
