import type { VariableValues } from './interpolate.ts';
import { inText } from './interpolate.ts';
import type { LinkJson } from './json.ts';

/** What the address of a dashboard says: which, when, with what. */
export interface Address {
  readonly uid: string;
  readonly from: string;
  readonly to: string;
  readonly refresh: string;
  readonly variables: Readonly<Record<string, readonly string[]>>;
  /** The panel that is shown alone. */
  readonly panel?: number;
  /** What the reader asked for by the address, whatever was chosen before. */
  readonly theme?: 'dark' | 'light';
}

/** The part of an address that says when. */
export const timeQuery = ({ from, to }: Pick<Address, 'from' | 'to'>): string =>
  `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;

/** The part of an address that says with what: `var-environment=production`. */
export const variableQuery = (values: VariableValues): string =>
  Object.entries(values)
    .flatMap(([name, { values: chosen, all }]) =>
      (all ? ['$__all'] : chosen).map(
        (value) => `var-${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      ),
    )
    .join('&');

/** Where a link of a dashboard or a panel leads; undefined where that is no address of the web. */
export function linkHref(link: LinkJson, address: Address, values: VariableValues): string | undefined {
  const written = (link.url ?? '')
    .replaceAll('${__url_time_range}', timeQuery(address))
    .replaceAll('${__all_variables}', variableQuery(values));
  const more = [
    ...(link.keepTime ? [timeQuery(address)] : []),
    ...(link.includeVars ? [variableQuery(values)] : []),
  ].filter((part) => part !== '');
  const whole =
    more.length === 0 ? written : `${written}${written.includes('?') ? '&' : '?'}${more.join('&')}`;
  return safeHref(inText(whole, values));
}

/** An address that may be put into a page: one of the web, or of this server. */
export const safeHref = (href: string): string | undefined =>
  /^(https?:\/\/|\/(?!\/))/.test(href) ? href : undefined;

/** Reads an address, as Grafana writes it. */
export function readAddress(path: string, search: string): Partial<Address> {
  const [, uid] = /^\/d\/([\w-]+)/.exec(path) ?? [];
  const query = new URLSearchParams(search);
  const variables: Record<string, string[]> = {};
  for (const [name, value] of query)
    if (name.startsWith('var-')) {
      const variable = name.slice(4);
      variables[variable] = [...(variables[variable] ?? []), value];
    }
  const [from, to, refresh, panel, theme] = ['from', 'to', 'refresh', 'viewPanel', 'theme'].map(
    (name) => query.get(name) ?? undefined,
  );
  return {
    ...(uid !== undefined && { uid }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(refresh !== undefined && { refresh }),
    ...(panel !== undefined && /^\d+$/.test(panel) && { panel: Number(panel) }),
    ...((theme === 'dark' || theme === 'light') && { theme }),
    variables,
  };
}

/** Writes an address. */
export function writeAddress({ uid, from, to, refresh, variables, panel, theme }: Address): string {
  const chosen = Object.entries(variables).flatMap(([name, values]) =>
    values.map((value) => `var-${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const parts = [
    timeQuery({ from, to }),
    ...(refresh ? [`refresh=${encodeURIComponent(refresh)}`] : []),
    ...chosen,
    ...(panel === undefined ? [] : [`viewPanel=${panel}`]),
    ...(theme === undefined ? [] : [`theme=${theme}`]),
  ];
  return `/d/${uid}?${parts.join('&')}`;
}
