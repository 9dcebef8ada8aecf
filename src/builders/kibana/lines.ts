import type { Control, KibanaTag, SavedSearch, SearchPanel } from '../../model/kibana.ts';
import type { Kql } from '../../model/kql.ts';
import type { FieldPath, LogView } from '../../model/log.ts';
import { slug } from '../identity.ts';
import type { KibanaPanelSpec } from './charts.ts';
import type { FieldsOf, Known, Needs, Numeric, Other } from './fields.ts';
import { asked } from './questions.ts';

/** Refuses the first column that no event has. */
type Columns<Fields, Paths extends readonly string[]> = {
  readonly [At in keyof Paths]: Known<Fields, Paths[At]> & Paths[At];
};

/** Raw lines, and what narrows them down. */
export interface Lines<Fields, Id extends string> {
  /** Lines in the order of their time, the newest first: one object of Kibana, which Discover opens. */
  readonly search: <const Paths extends readonly (FieldPath<Fields> | Other)[]>(spec: {
    readonly id: string;
    readonly title: string;
    /** The question that the lines answer. */
    readonly description: string;
    readonly columns: Columns<Fields, Paths> & Paths;
    readonly where?: Kql<Id>;
    readonly oldestFirst?: boolean;
    readonly tags: readonly KibanaTag[];
  }) => SavedSearch;
  /** A list of the values of a field, to choose from. */
  readonly options: <const Path extends FieldsOf<Fields, 'boolean' | 'keyword'> | Other>(
    field: Needs<'options', Fields, Path, 'boolean' | 'keyword', 'use slider()'> & Path,
    title?: string,
  ) => Control;
  /** From one number to another. */
  readonly slider: <const Path extends FieldsOf<Fields, Numeric> | Other>(
    field: Needs<'slider', Fields, Path, Numeric, 'use options()'> & Path,
    title?: string,
  ) => Control;
}

/** The lines of a view. */
export function lines<Fields, Id extends string>(view: LogView<Fields, Id>): Lines<Fields, Id> {
  const control =
    (type: Control['type']) =>
    (field: string, title = field): Control => ({ type, field, title, view: view as LogView });
  return {
    search: ({
      where,
      oldestFirst = false,
      ...spec
    }: Pick<SavedSearch, 'columns' | 'description' | 'id' | 'tags' | 'title'> & {
      readonly where?: Kql;
      readonly oldestFirst?: boolean;
    }): SavedSearch => ({
      ...spec,
      view: view as LogView,
      sort: [[view.timeField, oldestFirst ? 'asc' : 'desc']],
      ...(where && { where: asked(view, where) }),
    }),
    options: control('options'),
    slider: control('range'),
  } as unknown as Lines<Fields, Id>;
}

/** A panel with the lines of a saved search, under a title of its own where it has one. */
export function linesOf(search: SavedSearch, spec: Partial<KibanaPanelSpec> = {}): SearchPanel {
  const title = spec.title ?? search.title;
  return {
    type: 'search',
    key: spec.key ?? slug(title),
    title,
    description: spec.description ?? search.description,
    width: spec.width ?? 48,
    height: spec.height ?? 16,
    search,
  };
}
