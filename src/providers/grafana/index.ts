import type { Provider } from '../../model/provider.ts';
import type { GrafanaApi } from './api.ts';
import { contactPoints } from './contact-points.ts';
import { dashboards } from './dashboards.ts';
import { datasources } from './datasources.ts';
import { folders } from './folders.ts';
import { libraryPanels } from './library-panels.ts';
import { muteTimings } from './mute-timings.ts';
import { policies } from './policies.ts';
import { ruleGroups } from './rule-groups.ts';
import { templates } from './templates.ts';

/** Every kind of resource that an owner has on a Grafana server, in the order in which they need one another. */
export function grafanaProviders(api: GrafanaApi, owner: string): readonly Provider[] {
  return [
    folders(api, owner),
    datasources(api),
    libraryPanels(api),
    dashboards(api),
    templates(api),
    contactPoints(api),
    muteTimings(api),
    policies(api),
    ruleGroups(api),
    // Each takes its own kind of spec; a plan hands every resource to the provider of its kind.
  ] as unknown as readonly Provider[];
}
