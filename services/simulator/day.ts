const hourOf = (clock: number): number => (((clock / 3600) % 24) + 24) % 24;

/** Saturday or Sunday; the epoch began on a Thursday. */
const isWeekend = (clock: number): boolean => {
  const day = Math.floor(clock / 86_400 + 4) % 7;
  return day === 0 || day === 6;
};

const bell = (hour: number, middle: number, width: number): number =>
  Math.exp(-(((hour - middle) / width) ** 2));

/**
 * How busy people are, 0 to 1, at a Unix time: quiet nights, a morning and an afternoon with lunch between them, and
 * half of that at weekends. Hours are UTC.
 */
export function activity(clock: number): number {
  const hour = hourOf(clock);
  const work = bell(hour, 10.5, 2.2) + 0.95 * bell(hour, 15, 2.4);
  return Math.min(1, 0.24 + 0.76 * work * (isWeekend(clock) ? 0.5 : 1));
}

/** How much longer everything takes than usual: a tenth longer in the hour after 14:00 UTC. */
export function slowness(clock: number): number {
  const hour = hourOf(clock);
  return hour >= 14 && hour < 15 ? 1.1 : 1 + 0.04 * Math.sin((clock / 5400) * 2 * Math.PI);
}
