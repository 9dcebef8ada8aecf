/*
 * The parts of Grafana's dashboard JSON (schema 38) that are drawn. What the compiled files do not say is optional here; what
 * the viewer does not know is left out, and a panel whose type it does not know says so.
 */

/** A dashboard, as it is provisioned. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly time?: { readonly from: string; readonly to: string };
  readonly refresh?: string;
  readonly timezone?: string;
  readonly graphTooltip?: number;
  readonly timepicker?: { readonly nowDelay?: string; readonly refresh_intervals?: readonly string[] };
  readonly panels: readonly PanelJson[];
  readonly templating?: { readonly list: readonly VariableJson[] };
  readonly annotations?: { readonly list: readonly AnnotationJson[] };
  readonly links?: readonly LinkJson[];
}

/** A panel, or a row with the panels that it hides. */
export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly gridPos: GridPos;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelJson[];
  readonly datasource?: DatasourceRef | null;
  readonly targets?: readonly TargetJson[];
  /** The least step of its queries. */
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly links?: readonly LinkJson[];
  readonly fieldConfig?: {
    readonly defaults?: FieldJson;
    readonly overrides?: readonly OverrideJson[];
  };
  readonly options?: OptionsJson;
  readonly transformations?: readonly TransformationJson[];
  readonly libraryPanel?: { readonly uid: string; readonly name?: string };
  readonly repeat?: string;
}

/** A place in the grid of 24 columns and rows of 30 pixels. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Which data source a query goes to. */
export interface DatasourceRef {
  readonly type?: string;
  readonly uid?: string;
}

/** A query. */
export interface TargetJson {
  readonly refId: string;
  readonly datasource?: DatasourceRef;
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly format?: string;
  readonly instant?: boolean;
  readonly hide?: boolean;
  readonly interval?: string;
}

/** How the values of a series are shown. */
export interface FieldJson {
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly displayName?: string;
  readonly color?: { readonly mode: string; readonly fixedColor?: string };
  readonly thresholds?: {
    readonly mode: string;
    readonly steps: readonly { readonly color: string; readonly value: number | null }[];
  };
  readonly mappings?: readonly MappingJson[];
  readonly custom?: CustomJson;
}

/** Words for values. */
export interface MappingJson {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What one panel type knows beside the rest. */
export interface CustomJson {
  readonly axisSoftMin?: number;
  readonly axisSoftMax?: number;
  readonly fillOpacity?: number;
  readonly lineWidth?: number;
  readonly spanNulls?: boolean;
  readonly stacking?: { readonly mode?: string };
  readonly thresholdsStyle?: { readonly mode?: string };
  readonly cellOptions?: { readonly type?: string };
  readonly hidden?: boolean;
}

/** Properties for the series that a matcher finds. */
export interface OverrideJson {
  readonly matcher: { readonly id: string; readonly options?: unknown };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
}

/** Options of all panel types together: each reads its own. */
export interface OptionsJson {
  readonly legend?: {
    readonly showLegend?: boolean;
    readonly displayMode?: string;
    readonly placement?: string;
    readonly calcs?: readonly string[];
    readonly values?: readonly string[];
    readonly sortBy?: string;
    readonly sortDesc?: boolean;
  };
  readonly tooltip?: { readonly mode?: string; readonly sort?: string };
  readonly reduceOptions?: { readonly calcs?: readonly string[]; readonly values?: boolean };
  readonly colorMode?: string;
  readonly textMode?: string;
  readonly orientation?: string;
  readonly showUnfilled?: boolean;
  readonly minVizHeight?: number;
  readonly maxVizHeight?: number;
  readonly showThresholdMarkers?: boolean;
  readonly pieType?: string;
  readonly mergeValues?: boolean;
  readonly rowHeight?: number;
  readonly color?: { readonly scheme?: string; readonly exponent?: number; readonly reverse?: boolean };
  readonly filterValues?: { readonly le?: number };
  readonly yAxis?: { readonly unit?: string };
  readonly sortBy?: readonly { readonly displayName: string; readonly desc?: boolean }[];
  readonly content?: string;
  readonly mode?: string;
  readonly tags?: readonly string[];
  readonly maxItems?: number;
  readonly stateFilter?: Readonly<Record<string, boolean>>;
  readonly alertName?: string;
}

/** A step between answers and a table. */
export interface TransformationJson {
  readonly id: string;
  readonly options?: {
    readonly excludeByName?: Readonly<Record<string, boolean>>;
    readonly indexByName?: Readonly<Record<string, number>>;
    readonly renameByName?: Readonly<Record<string, string>>;
  };
}

/** A variable. */
export interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly hide?: number;
  readonly query?: string | { readonly query?: string };
  readonly definition?: string;
  readonly regex?: string;
  readonly sort?: number;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly current?: { readonly value?: string | readonly string[] };
}

/** What is marked on the time axis. */
export interface AnnotationJson {
  readonly name: string;
  readonly enable?: boolean;
  readonly builtIn?: number;
  readonly datasource?: DatasourceRef;
  readonly expr?: string;
  readonly step?: string;
  readonly iconColor?: string;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  /** Whether the value is the moment, in milliseconds. */
  readonly useValueForTime?: boolean | string;
}

/** A link in the head of a dashboard or of a panel. */
export interface LinkJson {
  readonly title: string;
  readonly type?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  readonly asDropdown?: boolean;
  readonly includeVars?: boolean;
  readonly keepTime?: boolean;
  readonly targetBlank?: boolean;
}
