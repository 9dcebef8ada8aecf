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
}

interface RecordedFamily extends Omit<Family, 'samples'> {
  /** By target and series as exposed. */
  readonly tracks: Map<string, Map<string, Track>>;
}

const up = { name: 'up', type: 'gauge', help: '1 if the last scrape of a target worked, 0 if not.' } as const;

/** OpenMetrics names the family of a counter without the ending of its series. */
const familyName = ({ name, type }: Omit<Family, 'samples'>): string =>
  type === 'counter' ? name.replace(/_total$/, '') : name;

/** How much text is handed out at a time, in characters. */
const piece = 1 << 20;

/** Creates an empty recording. */
export function createRecording(): Recording {
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
          track.clocks.push(clock);
          track.values.push(sample.value);
          samples += 1;
        }
      }
    },
    *text() {
      let text = '';
      for (const family of families.values()) {
        const name = familyName(family);
        text += `# TYPE ${name} ${family.type}\n# HELP ${name} ${family.help.replaceAll('"', '\\"')}\n`;
        for (const track of [...family.tracks.values()].flatMap((tracks) => [...tracks.values()])) {
          track.clocks.forEach((clock, at) => {
            text += `${track.series} ${track.values[at]} ${clock}\n`;
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
