import type { Selector } from './vector.ts';

/** A Grafana template variable, usable as the value of a matcher. `Value` is what it can be set to. */
export interface Variable<out Value extends string = string> {
  /** Name without the dollar sign; also its `var-<name>` key in a link. */
  readonly variable: string;
  /** Label above the drop-down. */
  readonly title: string;
  /** Whether several values can be chosen. Printed as `=~"$name"` when so, or when "all" is offered. */
  readonly multi: boolean;
  /** Whether "all" is offered; it stands for `.*`. */
  readonly all: boolean;
  /** Where its values come from: the values of a label in Prometheus, a fixed list, or the reader's keyboard. */
  readonly from:
    | { readonly type: 'label'; readonly of: Selector; readonly label: string }
    | { readonly type: 'list'; readonly values: readonly Value[] }
    | { readonly type: 'text'; readonly value: string };
}

/** A window that Grafana computes from the dashboard's time range and resolution. */
export interface GrafanaWindow {
  readonly window: '$__rate_interval' | '$__interval' | '$__range';
}
