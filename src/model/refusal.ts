/**
 * What the parameter of an impossible call resolves to, so that the compiler's message carries a sentence with the way out:
 * `... is not assignable to parameter of type 'Refusal<"rate() needs a counter, and ... is a gauge: use delta() or deriv()">'`.
 */
export interface Refusal<Sentence extends string, Choices = 'see the sentence'> {
  readonly refused: readonly [Sentence, Choices];
}
