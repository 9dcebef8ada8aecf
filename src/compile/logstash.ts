import { printPipeline } from '../logstash/print.ts';
import type { LogstashPipeline } from '../model/logstash.ts';
import type { Project } from '../model/project.ts';
import { banner, type Output } from './output.ts';
import { yaml } from './yaml.ts';

const root = 'generated/logstash';

/** What Logstash is started with: its settings, the list of its pipelines, and a file for each. */
export function logstashOutputs({ logstash }: Project): readonly Output[] {
  if (!logstash) return [];
  const of = 'the Logstash of platform/';
  return [
    { path: `${root}/logstash.yml`, text: yaml(logstash.settings), of },
    {
      path: `${root}/pipelines.yml`,
      text: yaml(
        logstash.pipelines.map(({ id, settings }) => ({
          'pipeline.id': id,
          'path.config': `${logstash.folder}/${id}.conf`,
          ...settings,
        })),
      ),
      of,
    },
    ...logstash.pipelines.map((pipeline) => ({
      path: `${root}/${pipeline.id}.conf`,
      text: pipelineText(pipeline),
      of: `the pipeline ${pipeline.id}`,
    })),
  ];
}

/** The file of a pipeline. */
export const pipelineText = ({ help, tree }: LogstashPipeline): string =>
  `# ${banner}\n# ${help}\n\n${printPipeline(tree)}`;
