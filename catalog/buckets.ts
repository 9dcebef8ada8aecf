/**
 * Bucket bounds of the histograms, in the metric's unit. A threshold that an alert or an objective compares with must be
 * one of them: anything between two bounds is interpolation.
 */

/** Answers to a caller, 5 ms to 10 s. Holds the objective (0.2), the automation trigger (0.3) and the page (0.5). */
export const latency = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10,
] as const;

/** Whole commands, 50 ms to half an hour. */
export const command = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800] as const;

/** Sessions, a second to a day. */
export const session = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400] as const;

/** Loading a module from disk or cache, 1 ms to 5 s. */
export const load = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] as const;

/** Ratings of one to five stars. */
export const score = [1, 2, 3, 4, 5] as const;

/** Phases of an incident, 15 s to a day. Holds the targets for detection (300) and resolution (900). */
export const incident = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 86400] as const;

/** CI/CD runs, half a minute to an hour. */
export const pipeline = [30, 60, 120, 300, 600, 900, 1800, 3600] as const;
