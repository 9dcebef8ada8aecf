import type { Place } from '../model/node.ts';

/** Thrown inside the parser and caught by it. */
export class SyntaxRefusal extends Error {
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

/** Gives up on a text. */
export function refuse(message: string, place: Place): never {
  throw new SyntaxRefusal(message, place);
}
