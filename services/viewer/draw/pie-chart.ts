import type { PanelJson } from '../board/json.ts';
import { calculationTitle, type PanelData, reduced } from '../data/panel-data.ts';
import type { Canvas, ChartDrawing } from './drawing.ts';
import { fieldOf, show } from './field.ts';
import { divide } from './legend.ts';
import { fontFamily } from './theme.ts';
import { colourOf } from './timeseries.ts';
import { formatValue } from './units.ts';

/** Shares of a whole. */
export function drawPieChart(panel: PanelJson, data: PanelData, canvas: Canvas): ChartDrawing {
  const { options = {} } = panel;
  const { theme } = canvas;
  const [calculation = 'lastNotNull'] = options.reduceOptions?.calcs ?? [];
  const slices = data.series.map((series, at) => {
    const field = fieldOf(panel, series.name);
    const value = reduced(series, calculation);
    return {
      name: series.name,
      value,
      text: show(value, field, theme).text,
      colour: colourOf(field, at, theme),
    };
  });
  const visible = slices.filter(({ name, value }) => value > 0 && !canvas.hidden.has(name));
  const whole = visible.reduce((sum, { value }) => sum + value, 0);
  const share = (name: string, value: number): string =>
    whole > 0 && !canvas.hidden.has(name) ? formatValue(value / whole, 'percentunit', 0) : '-';
  const columns = options.legend?.values ?? [];
  const { box, legend } = divide(
    canvas,
    options.legend?.showLegend
      ? {
          placement: options.legend.placement === 'right' ? 'right' : 'bottom',
          mode: options.legend.displayMode === 'table' ? 'table' : 'list',
          columns: columns.map(calculationTitle),
          items: slices.map(({ name, colour, value, text }) => ({
            name,
            colour,
            values: columns.map((column) => (column === 'percent' ? share(name, value) : text)),
          })),
        }
      : undefined,
  );
  return {
    type: 'chart',
    box,
    ...(legend && { legend }),
    option: {
      animation: false,
      textStyle: { fontFamily },
      series: [
        {
          type: 'pie',
          silent: true,
          radius: options.pieType === 'donut' ? ['52%', '88%'] : [0, '88%'],
          label: { show: false },
          labelLine: { show: false },
          emphasis: { disabled: true },
          // The least slices are still to be seen.
          minAngle: 1,
          data: visible.map(({ name, value, colour }) => ({
            name,
            value,
            itemStyle: { color: colour, borderColor: theme.panel, borderWidth: 1 },
          })),
        },
      ],
    },
  };
}
