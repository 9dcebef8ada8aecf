import { secondsOf } from '../../model/duration.ts';
import type { SavedObjectReference, SavedObjectSpec } from '../../model/elastic-resource.ts';
import type {
  Control,
  Drilldown,
  KibanaDashboard,
  KibanaPanel,
  PlacedKibanaPanel,
} from '../../model/kibana.ts';
import { lens } from './lens.ts';
import { line, savedObject, tagged } from './saved-object.ts';

type Json = Readonly<Record<string, unknown>>;

/** Which release's panels these are. */
const version = '8.8.0';

/**
 * A dashboard, as Kibana keeps it: charts by value, searches by reference. What a panel refers to is said twice, in the panel
 * and, with the panel's name in front, by the dashboard: Kibana reads the latter.
 */
export function dashboardObject(dashboard: KibanaDashboard): SavedObjectSpec {
  const { id, title, description, tags, range, refresh, controls } = dashboard;
  const panels = dashboard.panels.map((placed) => drawn(placed, dashboard.drilldowns));
  return savedObject({
    type: 'dashboard',
    id,
    attributes: {
      title,
      description,
      controlGroupInput: {
        chainingSystem: 'HIERARCHICAL',
        controlStyle: 'oneLine',
        ignoreParentSettingsJSON: line({
          ignoreFilters: false,
          ignoreQuery: false,
          ignoreTimerange: false,
          ignoreValidations: false,
        }),
        panelsJSON: line(
          Object.fromEntries(controls.map((of, order) => [controlId(of), control(of, order)])),
        ),
      },
      kibanaSavedObjectMeta: {
        searchSourceJSON: line({ query: { language: 'kuery', query: '' }, filter: [] }),
      },
      optionsJSON: line({
        hidePanelTitles: false,
        syncColors: false,
        syncCursor: true,
        syncTooltips: false,
        useMargins: true,
      }),
      panelsJSON: line(panels.map(({ json }) => json)),
      refreshInterval: { pause: false, value: secondsOf(refresh) * 1000 },
      timeFrom: `now-${range}`,
      timeRestore: true,
      timeTo: 'now',
      version: 1,
    },
    references: [
      ...panels.flatMap(({ references }) => references),
      ...controls.map((of) => ({
        id: of.view.id,
        name: `controlGroup_${controlId(of)}:${of.type === 'options' ? 'optionsList' : 'rangeSlider'}DataView`,
        type: 'index-pattern',
      })),
      ...tagged(tags),
    ],
  });
}

interface Drawn {
  readonly json: Json;
  readonly references: readonly SavedObjectReference[];
}

function drawn({ panel, at }: PlacedKibanaPanel, drilldowns: readonly Drilldown[]): Drawn {
  const { key, title } = panel;
  const common = { version, panelIndex: key, gridData: { ...at, i: key }, title };
  switch (panel.type) {
    case 'chart': {
      const attributes = lens(panel);
      return {
        json: {
          ...common,
          type: 'lens',
          embeddableConfig: {
            attributes,
            enhancements: drilldowns.length > 0 ? { dynamicActions: { events: drilldowns.map(event) } } : {},
            hidePanelTitles: hidesTitle(panel),
          },
        },
        references: (attributes.references as readonly SavedObjectReference[]).map((of) => ({
          ...of,
          name: `${key}:${of.name}`,
        })),
      };
    }
    case 'search': {
      const panelRefName = `panel_${key}`;
      return {
        json: { ...common, type: 'search', panelRefName, embeddableConfig: { enhancements: {} } },
        references: [{ id: panel.search.id, name: `${key}:${panelRefName}`, type: 'search' }],
      };
    }
    case 'prose':
      return {
        json: {
          ...common,
          type: 'visualization',
          embeddableConfig: {
            enhancements: {},
            hidePanelTitles: hidesTitle(panel),
            savedVis: {
              type: 'markdown',
              title: '',
              description: panel.description,
              params: { fontSize: 12, markdown: panel.markdown, openLinksInNewTab: true },
              uiState: {},
              data: { aggs: [], searchSource: {} },
            },
          },
        },
        references: [],
      };
    default:
      return panel satisfies never;
  }
}

/** Whether a panel says its title itself, so that a header would say it twice. */
const hidesTitle = (panel: KibanaPanel): boolean =>
  panel.type === 'chart' ? panel.chart.type === 'metric' : panel.type === 'prose' && panel.isHeading;

/** A link for the time that the reader looks at, as a number: Kibana's own words for a time are not everybody's. */
export const kibanaTime = (url: string): string =>
  url
    .replaceAll('{{from}}', '{{date context.panel.timeRange.from "x"}}')
    .replaceAll('{{to}}', '{{date context.panel.timeRange.to "x"}}');

/** An entry of a panel's menu. Kibana has it under the licence Gold and above; under others the entry does not show. */
const event = ({ title, url }: Drilldown, at: number): Json => ({
  eventId: `drilldown-${at + 1}`,
  triggers: ['CONTEXT_MENU_TRIGGER'],
  action: {
    factoryId: 'URL_DRILLDOWN',
    name: title,
    config: {
      encodeUrl: true,
      openInNewTab: true,
      url: { template: kibanaTime(url) },
    },
  },
});

const controlId = ({ field }: Control): string => `control-${field}`;

const control = (of: Control, order: number): Json => ({
  order,
  width: 'medium',
  grow: true,
  type: of.type === 'options' ? 'optionsListControl' : 'rangeSliderControl',
  explicitInput: {
    id: controlId(of),
    fieldName: of.field,
    title: of.title,
    enhancements: {},
    ...(of.type === 'options' && { selectedOptions: [] }),
  },
});
