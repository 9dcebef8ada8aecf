import type { ComposeProject } from '#lib';
import { logServices } from './logs.ts';
import { metricServices, state } from './metrics.ts';
import { collectorConfig, jaegerConfig, traceServices } from './traces.ts';
import { alertmanagerSecrets, variables } from './variables.ts';

/**
 * Everything on one machine, to look at. The servers read the committed outputs, and find each other under the names that stand there:
 * each service bears the host names of the targets and data sources that it plays.
 */
export const preview: ComposeProject = {
  name: 'sightline-preview',
  services: [...metricServices, ...logServices, ...traceServices],
  variables,
  files: { folder: 'secrets', of: alertmanagerSecrets },
  state,
  configurations: { 'collector.yaml': collectorConfig, 'jaeger.yaml': jaegerConfig },
};
