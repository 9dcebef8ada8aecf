import type { Family } from '../instrumentation/index.ts';

/** What scraping added up to: every series of some endpoints, with its samples in the order of time. */
export interface Recording {
  /** Adds what one scrape of a target would have seen, and that it was up. */
  add(
    clock: number,
    families: readonly Family[],
    target: { readonly job: string; readonly instance: string },
  ): void;
  readonly series: number;
  /** Samples written by `text`. */
  readonly samples: number;
  /** OpenMetrics text in pieces, a family after the other. */
  text(): Generator<string>;
}

/** The samples of one series. */
interface Track {
  /** Series with the labels that scraping adds. */
  readonly series: string;
  readonly clocks: number[];
  readonly values: number[];
  /** Time of the newest sample, when it was left out. */
  skipped?: number;
}

interface RecordedFamily extends Omit<Family, 'samples'> {
  /** By target and series as exposed. */
  readonly tracks: Map<string, Map<string, Track>>;
}

const up = { name: 'up', type: 'gauge', help: '1 if the last scrape of a target worked, 0 if not.' } as const;

/** OpenMetrics names the family of a counter without the ending of its series. */
const familyName = ({ name, type }: Omit<Family, 'samples'>): string =>
  type === 'counter' ? name.replace(/_total$/, '') : name;

/**
 * Longest time, in seconds, between two samples of a value that stands still. Most series do most of the time, and a sample a
 * minute of each would cost as much as all the others. Within 5 minutes, Prometheus' look-back, there are still two for a rate.
 */
const stillness = 120;

/** Adds a sample, unless it would only say that nothing has changed. The one before a change is always kept. */
function extend(track: Track, clock: number, value: number): void {
  const at = track.clocks.length - 1;
  const same = at >= 0 && track.values[at] === value;
  if (same && clock - (track.clocks[at] ?? 0) < stillness) {
    track.skipped = clock;
    return;
  }
  if (!same) keepSkipped(track);
  delete track.skipped;
  track.clocks.push(clock);
  track.values.push(value);
}

function keepSkipped(track: Track): void {
  const last = track.values.at(-1);
  if (track.skipped === undefined || last === undefined) return;
  track.clocks.push(track.skipped);
  track.values.push(last);
  delete track.skipped;
}

/** How much text is handed out at a time, in characters. */
const piece = 1 << 20;

/** Creates an empty recording. `stamp` is the Unix time to write for a clock. */
export function createRecording(stamp: (clock: number) => number = (clock) => clock): Recording {
  const families = new Map<string, RecordedFamily>();
  let series = 0;
  let samples = 0;

  const tracksOf = ({ name, type, help }: Omit<Family, 'samples'>, target: string): Map<string, Track> => {
    const family = families.get(name) ?? { name, type, help, tracks: new Map() };
    families.set(name, family);
    const tracks = family.tracks.get(target) ?? new Map<string, Track>();
    family.tracks.set(target, tracks);
    return tracks;
  };

  const begin = (exposed: string, target: string): Track => {
    series += 1;
    const brace = exposed.indexOf('{');
    const name = brace < 0 ? exposed : exposed.slice(0, brace);
    const rest = brace < 0 ? '}' : `,${exposed.slice(brace + 1)}`;
    return { series: `${name}{${target}${rest}`, clocks: [], values: [] };
  };

  return {
    get series() {
      return series;
    },
    get samples() {
      return samples;
    },
    add(clock, exposed, { job, instance }) {
      const target = `job="${job}",instance="${instance}"`;
      for (const family of [{ ...up, samples: [{ series: up.name, value: 1 }] }, ...exposed]) {
        const tracks = tracksOf(family, target);
        for (const sample of family.samples) {
          let track = tracks.get(sample.series);
          if (!track) {
            track = begin(sample.series, target);
            tracks.set(sample.series, track);
          }
          extend(track, clock, sample.value);
        }
      }
    },
    *text() {
      let text = '';
      for (const family of families.values()) {
        const name = familyName(family);
        text += `# TYPE ${name} ${family.type}\n# HELP ${name} ${family.help.replaceAll('"', '\\"')}\n`;
        for (const track of [...family.tracks.values()].flatMap((tracks) => [...tracks.values()])) {
          // A recording ends with what was seen last, whether it had changed or not.
          keepSkipped(track);
          samples += track.clocks.length;
          track.clocks.forEach((clock, at) => {
            text += `${track.series} ${track.values[at]} ${stamp(clock)}\n`;
          });
          if (text.length < piece) continue;
          yield text;
          text = '';
        }
      }
      yield `${text}# EOF\n`;
    },
  };
}
