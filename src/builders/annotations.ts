import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Annotation } from '../model/dashboard.ts';
import type { Vector } from '../model/vector.ts';
import { print } from '../promql/print.ts';
import type { Colour } from './panels/frame.ts';
import { prometheus } from './panels/frame.ts';
import type { Legend } from './template.ts';

/** An annotation and how Grafana draws it. */
export interface GrafanaAnnotation extends Annotation {
  readonly colour: Colour;
  readonly title: string;
  readonly text?: string;
  readonly at: 'sample' | 'value';
}

/**
 * Marks on every graph of a dashboard.
 * - `at: 'sample'` draws a region for as long as the query returns a series: alerts that fire.
 * - `at: 'value'` draws a line at the moment that the value, in milliseconds, names: deployments.
 */
export function annotation<
  Query extends Vector,
  const Title extends string,
  const Text extends string = '',
>(spec: {
  readonly name: string;
  readonly query: Query;
  readonly colour: Colour;
  /** `{{label}}` placeholders are filled in. */
  readonly title: Legend<Query, Title> & Title;
  readonly text?: Legend<Query, Text> & Text;
  readonly at?: 'sample' | 'value';
}): GrafanaAnnotation {
  return { at: 'sample', ...spec };
}

/** The annotation in Grafana's schema. */
export function annotationJson(of: GrafanaAnnotation): unknown {
  const sdk = new AnnotationQueryBuilder()
    .name(of.name)
    .datasource(prometheus)
    .enable(true)
    .iconColor(of.colour)
    .expr(print(of.query.node))
    .titleFormat(of.title)
    .step('60s')
    .useValueForTime(of.at === 'value');
  if (of.text) sdk.textFormat(of.text);
  // The SDK would hide the switch of the annotation in a menu.
  const { placement, ...json } = sdk.build();
  return json;
}
