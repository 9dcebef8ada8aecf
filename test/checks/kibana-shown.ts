import { type KibanaContent, type KibanaDashboard, type KibanaPanel, kibanaDashboard, reading } from '#lib';
import type { Project } from '../../src/model/project.ts';
import { logs } from '../support/log-specimen.ts';
import { project } from './fixture.ts';

export const { all, bars, count, is, metric, options, overTime, raw, search } = reading(logs);

export const errors = metric({
  title: 'Errors',
  description: 'How many?',
  value: count({ where: is('level', 'ERROR') }),
});
export const overview = bars({
  title: 'Lines',
  description: 'How many, and when?',
  by: overTime(),
  values: [count()],
});
export const lines = search({
  id: 'lines',
  title: 'Lines',
  description: 'What happened?',
  columns: ['level', 'message'],
  tags: [],
});

export const shows = (
  panels: readonly KibanaPanel[],
  change: Partial<KibanaDashboard> = {},
): KibanaDashboard => ({
  ...kibanaDashboard({
    id: 'overview',
    title: 'Overview',
    description: 'For all: is it fine?',
    tags: [],
    range: '1d',
    refresh: '1m',
    controls: [],
    drilldowns: [],
    rows: [{ title: 'Is it fine?', panels }],
  }),
  ...change,
});

export const content = (change: Partial<KibanaContent> = {}): KibanaContent => ({
  views: [{ view: logs, tags: [], links: {} }],
  searches: [],
  dashboards: [],
  ...change,
});

/** A project whose Kibana shows this. */
export const kibana = (change: Partial<KibanaContent>): Project =>
  project({ kibanaContent: content(change) });
