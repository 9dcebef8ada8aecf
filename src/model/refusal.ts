/**
 * What the parameter of an impossible call resolves to, so that the compiler's message carries a sentence with the way out:
 * `... is not assignable to ... 'Refused<"rate() needs a counter, and health_status is a gauge: use delta() or deriv()">'`.
 * A list of what exists (`Choices`) follows the sentence as a union of its own: inside the sentence it would multiply it.
 */
export type Refusal<Sentence extends string, Choices = never> = [Choices] extends [never]
  ? Refused<Sentence>
  : RefusedChoose<Sentence, Choices>;

/** A refusal that says everything in its sentence. */
export interface Refused<Sentence extends string> {
  // A tuple: two refusals of one call must stand side by side, and two literals in one property would be `never`.
  readonly refused: readonly [Sentence];
}

/** A refusal whose sentence ends where a list of possible answers begins. */
export interface RefusedChoose<Sentence extends string, Choices> {
  readonly refused: readonly [Sentence, Choices];
}
