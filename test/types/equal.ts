/** Whether two types are the same, to the last modifier. */
export type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Compiles where the claim is `true`: `holds<Equal<typeof x.unit, 'seconds'>>()`. */
export function holds<_Claim extends true>(): void {}
