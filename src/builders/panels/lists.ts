import { PanelBuilder as GenericBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as DashboardListBuilder } from '@grafana/grafana-foundation-sdk/dashboardlist';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import type { Panel } from '../../model/panel.ts';
import { frame, type PanelSpec } from './frame.ts';

/** Markdown. Grafana fills in `${variables}`. */
export function text(spec: PanelSpec & { readonly markdown: string }): Panel {
  return frame(new TextBuilder().mode(TextMode.Markdown).content(spec.markdown), spec, {
    width: 8,
    height: 6,
  });
}

/** Dashboards that carry a tag, with time range and variables kept. */
export function dashboardList(spec: PanelSpec & { readonly tags: readonly string[] }): Panel {
  const sdk = new DashboardListBuilder()
    .showSearch(true)
    .showHeadings(false)
    .showStarred(false)
    .showRecentlyViewed(false)
    .keepTime(true)
    .includeVars(true)
    .maxItems(20)
    .query('')
    .tags([...spec.tags]);
  return frame(sdk, spec, { width: 8, height: 6 });
}

/** Alerts that fire or are about to, of Grafana and of the data sources it reads rules from. The SDK has no builder for it. */
export function alertList(
  spec: PanelSpec & {
    /** Label matchers in Alertmanager's syntax: `{severity="critical"}`. */
    readonly matching?: string;
  },
): Panel {
  const options = {
    viewMode: 'list',
    groupMode: 'default',
    groupBy: [],
    maxItems: 20,
    sortOrder: 3,
    dashboardAlerts: false,
    alertName: '',
    alertInstanceLabelFilter: spec.matching ?? '',
    showInstances: true,
    stateFilter: { firing: true, pending: true, noData: false, normal: false, error: true },
  };
  return frame(new GenericBuilder().type('alertlist').options(options), spec, { width: 8, height: 8 });
}
