import { Failure } from '../../model/failure.ts';
import type { Bucket } from '../../model/kibana-chart.ts';
import type { Kql } from '../../model/kql.ts';
import type { LogView } from '../../model/log.ts';
import type { FieldsOf, Needs, Numeric, Other, Whole } from './fields.ts';
import { asked } from './questions.ts';

/** Ways to put the lines of a view into groups. */
export interface Groups<Fields, Id extends string> {
  /** By time: as Kibana sees fit, or every `1h`, `1d`. */
  readonly overTime: (options?: { readonly every?: `${bigint}${'m' | 'h' | 'd'}` }) => Bucket<Id>;
  /** By the values of a field, the largest groups first: ten unless told, and one for all others. */
  readonly terms: <const Path extends FieldsOf<Fields, Whole> | Other>(
    field: Needs<'terms', Fields, Path, Whole, 'use filters() with phrase() or matching()'> & Path,
    options?: { readonly size?: number; readonly others?: boolean; readonly label?: string },
  ) => Bucket<Id>;
  /** By questions, each with its name: `filters({ slow: above('duration_ms', 500) })`. A line may be in several. */
  readonly filters: (
    questions: Readonly<Record<string, Kql<Id>>>,
    options?: { readonly label?: string },
  ) => Bucket<Id>;
  /** By size: `ranges('duration_ms', [100, 500])` makes three groups. */
  readonly ranges: <const Path extends FieldsOf<Fields, Numeric> | Other>(
    field: Needs<'ranges', Fields, Path, Numeric, 'use terms()'> & Path,
    bounds: readonly [number, ...number[]],
    options?: { readonly label?: string },
  ) => Bucket<Id>;
}

/** The groups that a view can be put into. */
export function groups<Fields, Id extends string>(view: LogView<Fields, Id>): Groups<Fields, Id> {
  return {
    overTime: ({ every = 'auto' } = {}): Bucket => ({
      type: 'overTime',
      view: view.id,
      every,
      label: 'Time',
    }),
    terms: (field: string, { size = 10, others = true, label = field } = {}): Bucket => ({
      type: 'terms',
      view: view.id,
      field,
      size,
      others,
      label,
    }),
    filters: (asking: Readonly<Record<string, Kql>>, { label = 'Kind' } = {}): Bucket => ({
      type: 'filters',
      view: view.id,
      filters: Object.entries(asking).map(([name, question]) => ({
        label: name,
        where: asked(view, question),
      })),
      label,
    }),
    ranges: (field: string, bounds: readonly number[], { label = field } = {}): Bucket => ({
      type: 'ranges',
      view: view.id,
      field,
      bounds: rising(field, bounds),
      label,
    }),
  } as unknown as Groups<Fields, Id>;
}

function rising(field: string, bounds: readonly number[]): readonly number[] {
  if (bounds.every((bound, at) => at === 0 || bound > (bounds[at - 1] as number))) return bounds;
  throw new Failure(`the bounds of ranges('${field}') do not rise: ${bounds.join(', ')}`, {
    why: 'each range begins where the one before it ends',
    next: `write ${[...new Set(bounds)].sort((a, b) => a - b).join(', ')}`,
  });
}
