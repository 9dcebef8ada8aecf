import type {
  Control,
  KibanaContent,
  KibanaDashboard,
  KibanaPanel,
  KibanaTag,
  KibanaView,
  SavedSearch,
} from '../../model/kibana.ts';
import type { LogView } from '../../model/log.ts';

/** What of a target changes the content of its Kibana. */
export interface KibanaPlace {
  /** At the end of every id: spaces of one Kibana share their ids, so what goes to two of them needs two. */
  readonly idSuffix?: string;
  /** Where a server is for those who read this Kibana, by the address that the definitions have for it. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** The content as a target gets it: ids of its own, and links to servers as its readers know them. */
export function placed(
  content: KibanaContent,
  { idSuffix = '', addresses = {} }: KibanaPlace,
): KibanaContent {
  const named = <Thing extends { readonly id: string }>(thing: Thing): Thing => ({
    ...thing,
    id: `${thing.id}${idSuffix}`,
  });
  // An address ends where a path begins, or the text: 3000 is no beginning of 30001.
  const url = (text: string): string =>
    Object.entries(addresses).reduce(
      (before, [from, to]) =>
        before.split(from).reduce((done, rest) => `${done}${/^\d/.test(rest) ? from : to}${rest}`),
      text,
    );
  const tags = (all: readonly KibanaTag[]): readonly KibanaTag[] => all.map(named);
  const view = (of: LogView): LogView => named(of);
  const search = (of: SavedSearch): SavedSearch => ({
    ...named(of),
    view: view(of.view),
    tags: tags(of.tags),
  });
  const panel = (of: KibanaPanel): KibanaPanel => {
    if (of.type === 'chart') return { ...of, view: view(of.view) };
    if (of.type === 'search') return { ...of, search: search(of.search) };
    return { ...of, markdown: url(of.markdown) };
  };
  const control = (of: Control): Control => ({ ...of, view: view(of.view) });
  const shown = (of: KibanaView): KibanaView => ({
    view: view(of.view),
    tags: tags(of.tags),
    links: Object.fromEntries(Object.entries(of.links).map(([field, link]) => [field, url(link)])),
  });
  const dashboard = (of: KibanaDashboard): KibanaDashboard => ({
    ...named(of),
    tags: tags(of.tags),
    controls: of.controls.map(control),
    panels: of.panels.map((one) => ({ ...one, panel: panel(one.panel) })),
    drilldowns: of.drilldowns.map((one) => ({ ...one, url: url(one.url) })),
  });
  return {
    views: content.views.map(shown),
    searches: content.searches.map(search),
    dashboards: content.dashboards.map(dashboard),
  };
}
