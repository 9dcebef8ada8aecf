/** Which of Grafana's two faces. */
export type ThemeName = 'dark' | 'light';

/** Colours of a face. */
export interface Theme {
  readonly name: ThemeName;
  readonly canvas: string;
  readonly panel: string;
  readonly border: string;
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly link: string;
  /** What is not filled, such as the rest of a bar. */
  readonly hollow: string;
  /** The colour that Grafana means by a name; anything else is a colour already. */
  colour(name: string): string;
}

/** Typefaces, the first of which the pictures are drawn with. No name has quotes: ECharts writes them into attributes as they are. */
export const fontFamily = 'Inter, system-ui, Helvetica Neue, Arial, sans-serif';

// From super-light to dark: what a name means in the dark, and a step darker in the light.
const hues: Readonly<Record<string, readonly string[]>> = {
  red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A', '#AD0317'],
  orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400', '#E55400'],
  yellow: ['#FFF899', '#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400', '#CC9D00'],
  green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D', '#19730E'],
  blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4', '#1250B0'],
  purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8', '#7C2EA3'],
};
const shades = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'];

/** What each line gets in turn that nobody gave a colour. */
export const palette: readonly string[] = [
  ...['green', 'yellow', 'blue', 'orange', 'red', 'purple'],
  ...['dark-green', 'dark-yellow', 'dark-blue', 'dark-orange', 'dark-red', 'dark-purple'],
  ...['super-light-green', 'super-light-yellow', 'super-light-blue', 'super-light-orange'],
  ...['super-light-red', 'super-light-purple'],
  ...['#447EBC', '#C15C17', '#890F02', '#0A437C', '#6D1F62', '#584477', '#B7DBAB', '#F4D598', '#70DBED'],
  ...['#F9BA8F', '#F29191', '#82B5D8', '#E5A8E2', '#AEA2E0', '#629E51', '#E5AC0E', '#64B0C8', '#E0752D'],
];

function face(parts: Omit<Theme, 'colour'>, shift: number): Theme {
  const named = new Map<string, string>([
    ['text', parts.text],
    ['transparent', 'transparent'],
  ]);
  for (const [hue, colours] of Object.entries(hues))
    for (const [at, shade] of shades.entries()) named.set(`${shade}${hue}`, colours[at + shift] as string);
  return { ...parts, colour: (name) => named.get(name) ?? name };
}

/** Grafana's faces. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  dark: face(
    {
      name: 'dark',
      canvas: '#111217',
      panel: '#181b1f',
      border: '#2b2d33',
      text: '#ccccdc',
      quiet: '#9a9ba8',
      grid: '#2a2d32',
      link: '#6e9fff',
      hollow: '#22252b',
    },
    0,
  ),
  light: face(
    {
      name: 'light',
      canvas: '#f4f5f5',
      panel: '#ffffff',
      border: '#e0e1e3',
      text: '#24292e',
      quiet: '#5a5f66',
      grid: '#e7e8ea',
      link: '#1f62e0',
      hollow: '#f0f1f2',
    },
    1,
  ),
};

/** A colour with some of it taken away. */
export function faded(colour: string, opacity: number): string {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(colour) ?? [];
  if (!red || !green || !blue) return colour;
  return `rgba(${[red, green, blue].map((part) => Number.parseInt(part, 16)).join(',')},${opacity})`;
}

/** A colour between two, both given as `#rrggbb`. */
export function mixed(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const from = Number.parseInt(one.slice(at, at + 2), 16);
    const to = Number.parseInt(other.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
