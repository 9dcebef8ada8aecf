/** One size of a unit: `ms` is 0.001 of a second. */
type Scale = readonly (readonly [name: string, size: number])[];

const time: Scale = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['µs', 1e-6],
  ['ns', 1e-9],
];
const powers = (base: number, names: readonly string[]): Scale =>
  names.map((name, power) => [name, base ** power] as const).reverse();
const binary = powers(1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']);
const decimal = powers(1000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB']);
const bits = powers(1000, ['b', 'kb', 'Mb', 'Gb', 'Tb']);
const per = (scale: Scale): Scale => scale.map(([name, size]) => [`${name}/s`, size]);

/** Units of Grafana that come in sizes, each with how much of the scale's unit 1 is. */
const scaled: Readonly<Record<string, readonly [scale: Scale, one: number]>> = {
  ns: [time, 1e-9],
  µs: [time, 1e-6],
  ms: [time, 1e-3],
  s: [time, 1],
  dtdurations: [time, 1],
  dtdurationms: [time, 1e-3],
  clocks: [time, 1],
  clockms: [time, 1e-3],
  m: [time, 60],
  h: [time, 3600],
  d: [time, 86_400],
  bytes: [binary, 1],
  kbytes: [binary, 1024],
  mbytes: [binary, 1024 ** 2],
  gbytes: [binary, 1024 ** 3],
  decbytes: [decimal, 1],
  deckbytes: [decimal, 1e3],
  decmbytes: [decimal, 1e6],
  decgbytes: [decimal, 1e9],
  decbits: [bits, 1],
  binBps: [per(binary), 1],
  KiBs: [per(binary), 1024],
  MiBs: [per(binary), 1024 ** 2],
  Bps: [per(decimal), 1],
  KBs: [per(decimal), 1e3],
  MBs: [per(decimal), 1e6],
  bps: [per(bits), 1],
};

/** What is written behind a number in units that have one size. */
const behind: Readonly<Record<string, string>> = {
  none: '',
  short: '',
  sishort: '',
  string: '',
  percent: ' %',
  reqps: ' req/s',
  rps: ' reads/s',
  wps: ' writes/s',
  iops: ' io/s',
  ops: ' ops/s',
  cps: '/s',
  eps: ' events/s',
  opm: ' ops/min',
  rpm: ' reads/min',
  wpm: ' writes/min',
  celsius: ' °C',
  fahrenheit: ' °F',
  hertz: ' Hz',
  watt: ' W',
  volt: ' V',
  humidity: ' % relative',
};

const before: Readonly<Record<string, string>> = { currencyUSD: '$', currencyEUR: '€', currencyGBP: '£' };

/** A number as a person reads it in a unit of Grafana, exactly: `percentunit` 0.05 is `5 %`, `s` 0.3 is `300 ms`. */
export function figure(value: number, unit = 'none'): string {
  if (unit === 'percentunit') return `${plain(value * 100)} %`;
  const sized = scaled[unit];
  if (sized) return inSize(value * sized[1], sized[0]);
  if (before[unit]) return `${value < 0 ? '-' : ''}${before[unit]}${plain(Math.abs(value))}`;
  const own = behind[unit];
  if (own !== undefined) return `${plain(value)}${own}`;
  const [, place, sign = ''] = /^(suffix|prefix|currency):(.*)$/.exec(unit) ?? [];
  if (place === 'suffix') return `${plain(value)} ${sign}`;
  if (place) return `${sign}${plain(value)}`;
  return `${plain(value)} ${unit}`;
}

/** Twelve digits: 0.07 * 100 is 7.000000000000001 in floating point. */
const plain = (value: number): string => String(Number(value.toPrecision(12)));

/** In the largest size that leaves at most two decimals: 90 s is `1.5 min`, 125 s stays `125 s`. */
function inSize(value: number, scale: Scale): string {
  const [smallest] = scale.slice(-1) as [readonly [string, number]];
  const [unit] = scale.find(([, size]) => size === 1) ?? smallest;
  if (value === 0) return `0 ${unit}`;
  const fits = scale.find(
    ([, size]) => Math.abs(value) >= size && /^-?\d+(\.\d\d?)?$/.test(plain(value / size)),
  );
  const [name, size] = fits ?? smallest;
  return `${plain(value / size)} ${name}`;
}
