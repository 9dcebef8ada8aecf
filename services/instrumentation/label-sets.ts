import type { LabelSpecs } from '#lib';

/** Every combination of closed label values; `undefined` when a label is open, or when there are more than `limit`. */
export function labelSets(
  specs: LabelSpecs,
  limit: number,
): readonly Readonly<Record<string, string>>[] | undefined {
  const entries = Object.entries(specs);
  const size = entries.reduce((sets, [, spec]) => sets * spec.values.length, 1);
  if (size > limit || entries.some(([, spec]) => !spec.closed)) return undefined;
  return entries.reduce<Record<string, string>[]>(
    (sets, [name, spec]) => sets.flatMap((set) => spec.values.map((value) => ({ ...set, [name]: value }))),
    [{}],
  );
}
