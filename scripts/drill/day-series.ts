import { ownJobs } from '../../catalog/index.ts';
import { createSimulator } from '../../services/simulator/index.ts';

/** A series of a simulated day in the notation of `promtool test rules`. */
export interface DaySeries {
  readonly name: string;
  /** With its labels. */
  readonly series: string;
  readonly values: string;
}

/** A Tuesday, 00:00 UTC: a day is the same whenever it is simulated. */
const midnight = Date.UTC(2026, 2, 3) / 1000;

/** Samples of a series: equal ones that follow each other are written once. */
interface Course {
  readonly words: string[];
  /** The sample that is not written yet, and how often it was seen. */
  value: string;
  times: number;
  /** Scrapes so far, including those before the series was there. */
  seen: number;
}

/** What scrapes of the simulated framework see in some hours without a fault; `step` seconds lie between two of them. Time begins at 0. */
export async function simulateDay(spec: {
  readonly seed: number;
  readonly hours: number;
  readonly step: number;
  readonly signal: AbortSignal;
}): Promise<readonly DaySeries[]> {
  const { seed, hours, step, signal } = spec;
  const simulator = createSimulator({ seed, start: midnight, stamp: (clock) => clock - midnight });
  const courses = new Map<string, Course>();
  const add = (series: string, value: number, scrape: number): void => {
    const text = written(value);
    const course = courses.get(series) ?? { words: [], value: '_', times: 0, seen: 0 };
    courses.set(series, course);
    // Between two scrapes that saw it, it may not have been there.
    if (course.seen < scrape) extend(course, '_', scrape - course.seen);
    extend(course, text, 1);
  };
  for (let scrape = 0; scrape <= (hours * 3600) / step; scrape++) {
    signal.throwIfAborted();
    simulator.step(midnight + scrape * step);
    for (const { name, targets } of ownJobs) {
      const target = `job="${name}",instance="${targets[0] ?? name}"`;
      add(`up{${target}}`, 1, scrape);
      for (const { samples } of await simulator.metrics(name).families())
        for (const { series, value } of samples) add(scraped(series, target), value, scrape);
    }
  }
  return [...courses].map(([series, course]) => {
    extend(course, '', 0);
    return { name: series.slice(0, series.indexOf('{')), series, values: course.words.join(' ') };
  });
}

function extend(course: Course, value: string, times: number): void {
  course.seen += times;
  if (value === course.value) {
    course.times += times;
    return;
  }
  if (course.times > 0) course.words.push(repeated(course.value, course.times));
  course.value = value;
  course.times = times;
}

const repeated = (value: string, times: number): string =>
  value === '_' ? `_x${times}` : times === 1 ? value : `${value}+0x${times - 1}`;

const written = (value: number): string => (Number.isFinite(value) ? String(value) : infinite(value));
const infinite = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf');

/** A series as it is exposed, with the labels that scraping adds. */
function scraped(exposed: string, target: string): string {
  const brace = exposed.indexOf('{');
  if (brace < 0) return `${exposed}{${target}}`;
  return `${exposed.slice(0, brace)}{${target},${exposed.slice(brace + 1)}`;
}
