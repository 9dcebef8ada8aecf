/**
 * What is worked out of a definition, worked out once. Definitions never change, so an answer holds for as long as its
 * definition is there: within a build, where several ask, and in a process that stays, for all that was not edited.
 */
export function once<Definition extends object, Answer>(
  work: (of: Definition) => Answer,
): (of: Definition) => Answer {
  const known = new WeakMap<Definition, { readonly answer: Answer }>();
  return (of) => {
    const found = known.get(of);
    if (found) return found.answer;
    const answer = work(of);
    known.set(of, { answer });
    return answer;
  };
}
