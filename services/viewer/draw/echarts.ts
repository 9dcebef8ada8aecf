import { CustomChart, LineChart, PieChart } from 'echarts/charts';
import {
  DatasetComponent,
  GraphicComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';

echarts.use([
  LineChart,
  CustomChart,
  PieChart,
  DatasetComponent,
  GraphicComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
]);

/** The parts of ECharts that are used, and no other: half of a page's weight. Who draws adds a renderer. */
export { echarts };
