import type { Box } from '../board/layout.ts';
import type { TimeRange } from '../board/time-range.ts';
import type { Annotation } from '../data/annotations.ts';
import type { Measure } from './text.ts';
import type { Theme } from './theme.ts';

/** What a panel is drawn on. */
export interface Canvas {
  /** Pixels inside the frame, below the title. */
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly measure: Measure;
  readonly range: TimeRange;
  /** Whether moments are told in UTC; in the reader's time zone otherwise. */
  readonly utc: boolean;
  readonly annotations: readonly Annotation[];
  /** Names in the legend that were switched off. */
  readonly hidden: ReadonlySet<string>;
}

/** A panel as it is to be drawn, on a page as well as in a file. */
export type Drawing = ChartDrawing | VectorDrawing | SheetDrawing | ProseDrawing | MessageDrawing;

/** A chart of ECharts beside its legend. */
export interface ChartDrawing {
  readonly type: 'chart';
  readonly option: Readonly<Record<string, unknown>>;
  /** Where the chart goes on the canvas. */
  readonly box: Box;
  readonly legend?: PlacedLegend;
  /** Where time runs from left to right, on the canvas; absent where there is no time axis. */
  readonly plot?: Box;
  /** What is to be read at a moment. */
  readonly readout?: (time: number) => Readout | undefined;
}

/** What a reader who points at a moment is told. */
export interface Readout {
  readonly time: number;
  readonly rows: readonly { readonly name: string; readonly colour: string; readonly text: string }[];
}

/** SVG, as high as it needs. */
export interface VectorDrawing {
  readonly type: 'vector';
  readonly svg: string;
  readonly height: number;
}

/** A table. */
export interface SheetDrawing {
  readonly type: 'sheet';
  readonly sheet: Sheet;
}

/** Lines of text. */
export interface ProseDrawing {
  readonly type: 'prose';
  readonly blocks: readonly Block[];
}

/** A sentence in the place of a drawing. */
export interface MessageDrawing {
  readonly type: 'message';
  /** `quiet` where nothing is wrong, `error` where something is to be mended. */
  readonly tone: 'quiet' | 'error';
  readonly text: string;
}

/** Rows of cells. */
export interface Sheet {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  /** Whether the titles of the columns are shown. */
  readonly head: boolean;
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[];
}

/** A cell of a sheet. */
export interface Cell {
  readonly text: string;
  readonly colour?: string;
  /** A sample of colour before the text. */
  readonly swatch?: string;
  readonly href?: string;
  /** What it is sorted by. */
  readonly value?: number;
  /** Whether it says less than its neighbours. */
  readonly quiet?: boolean;
}

/** A paragraph or an item of a list. */
export interface Block {
  readonly kind: 'paragraph' | 'item' | 'heading';
  readonly runs: readonly { readonly text: string; readonly href?: string; readonly strong?: boolean }[];
}

/** Names for colours. */
export interface Legend {
  readonly placement: 'bottom' | 'right';
  readonly mode: 'list' | 'table';
  /** Titles of the values of each item. */
  readonly columns: readonly string[];
  readonly items: readonly LegendItem[];
}

/** A line of a legend. */
export interface LegendItem {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly string[];
}

/** A legend and where it goes on the canvas. */
export interface PlacedLegend extends Legend {
  readonly box: Box;
}
