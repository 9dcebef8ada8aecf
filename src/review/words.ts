import { secondsOf } from '../model/duration.ts';
import { canonical, isJson } from '../model/json.ts';
import { figure } from './figure.ts';

/** How a value reads; of a value it was not made for, the JSON. */
export type Words = (value: unknown) => string;

/** A word as it is, anything else as JSON: `now-6h`, `false`, `"two words"`, `{"mode":"none"}`. */
export const plain: Words = (value) =>
  typeof value === 'string' && /^[^\s"'{[][^\s"]*$/.test(value) ? value : canonical(value);

/** Text that somebody wrote, in quotes. */
export const quoted: Words = canonical;

/** A list of names: `alertname, job`. */
export const listed: Words = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
    ? value.join(', ')
    : plain(value);

/** A number in a unit of Grafana. */
export const figureIn =
  (unit: unknown): Words =>
  (value) =>
    typeof value === 'number' ? figure(value, typeof unit === 'string' ? unit : undefined) : plain(value);

/** A PromQL duration, the same however it is written: `300s` and `5m0s` are `5 min`. */
export const duration: Words = (value) => {
  if (typeof value !== 'string') return plain(value);
  const seconds = /^0(ms|[smhdwy])$/.test(value) ? 0 : secondsOf(value);
  return Number.isNaN(seconds) ? plain(value) : figure(seconds, 's');
};

/** A data source that a panel or a query names: `prometheus (uid prometheus)`. */
export const datasource: Words = (value) =>
  isJson(value) && typeof value.uid === 'string'
    ? `${typeof value.type === 'string' ? `${value.type} ` : ''}(uid ${value.uid})`.replace(
        /^\((.*)\)$/,
        '$1',
      )
    : plain(value);

/** A colour as Grafana stores it: `red`, `palette-classic`. */
export const colour: Words = (value) => {
  if (!isJson(value)) return plain(value);
  const { mode, fixedColor, ...others } = value;
  if (Object.keys(others).length > 0) return plain(value);
  if (mode === 'fixed' && typeof fixedColor === 'string') return fixedColor;
  return fixedColor === undefined ? plain(mode) : plain(value);
};

/** A value of which some are read from the environment when they are sent: `from SLACK_URL`. */
export const secretOrPlain: Words = (value) =>
  isJson(value) && typeof value.env === 'string' && Object.keys(value).length === 1
    ? `from ${value.env}`
    : plain(value);

/** The folder of something, by its uid; what is in none is at the top of Grafana. */
export const folder: Words = (value) =>
  typeof value === 'string' && value !== '' ? `folder ${value}` : 'no folder';
