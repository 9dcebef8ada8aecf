import type { Burn } from '../model/objective.ts';

/**
 * Burn rates worth an alert, for a period of 30 days: Google's Site Reliability Workbook, chapter 5, table 5-8. The factors
 * are shares of the budget: 2 % of it in an hour, 5 % in six hours, 10 % in one day or in three. A short window of a twelfth
 * ends the alert soon after the trouble.
 */
export const workbookBurns: readonly Burn[] = [
  { factor: 14.4, long: '1h', short: '5m', severity: 'critical' },
  { factor: 6, long: '6h', short: '30m', severity: 'high' },
  { factor: 3, long: '1d', short: '2h', severity: 'medium' },
  { factor: 1, long: '3d', short: '6h', severity: 'medium' },
];

/** The rows that can come true: where 10 % may fail, even total failure burns no faster than 10. */
export function reachable(burns: readonly Burn[], budget: number): readonly Burn[] {
  return burns.filter(({ factor }) => factor * budget < 1);
}
