import { SVGRenderer } from 'echarts/renderers';
import type { ChartDrawing } from '../draw/drawing.ts';
import { echarts } from '../draw/echarts.ts';
import { px } from '../draw/svg.ts';
import type { Measure } from '../draw/text.ts';

echarts.use([SVGRenderer]);

/** The SVG of a chart, to stand inside another one. `name` keeps what it defines apart from that of its neighbours. */
export function chartSvg({ box, option }: ChartDrawing, name: string, measure: Measure): string {
  echarts.setPlatformAPI({
    measureText: (text: string, font = '12px') => ({
      width: measure(text, Number.parseFloat(/(\d+(\.\d+)?)px/.exec(font)?.[1] ?? '12')),
    }),
  });
  const size = { width: Math.round(box.width), height: Math.round(box.height) };
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ ...option });
    return tidied(chart.renderToSVGString(), name).replace(
      '<svg ',
      `<svg x="${px(box.x)}" y="${px(box.y)}" `,
    );
  } finally {
    chart.dispose();
  }
}

/** Leaves out what only a page with a pointer needs, and what counts the charts of this process. */
function tidied(svg: string, name: string): string {
  return svg
    .replaceAll(/ class="[^"]*"| pointer-events="[^"]*"| xmlns:xlink="[^"]*"| baseProfile="[^"]*"/g, '')
    .replaceAll(/<style\s*>.*?<\/style>/gs, '')
    .replaceAll(/zr\d+-/g, `${name}-`)
    .replaceAll(
      / d="([^"]*)"/g,
      (_, path: string) => ` d="${path.replaceAll(/-?\d+\.\d+/g, (number) => px(Number(number)))}"`,
    )
    .replaceAll('\n', '');
}
