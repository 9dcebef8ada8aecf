import { namedResourceExists } from '../../src/checks/named-resource-exists.ts';
import type { ElasticsearchResource } from '../../src/model/elastic-resource.ts';
import { tells } from './fixture.ts';
import { logged } from './logged.ts';

const policy: ElasticsearchResource = {
  kind: 'lifecycle-policy',
  id: 'week',
  spec: { phases: { delete: { min_age: '7d', actions: { delete: {} } } } },
};
const settings = (index: object, needs: readonly string[] = []): ElasticsearchResource => ({
  kind: 'component-template',
  id: 'settings',
  needs,
  spec: { template: { settings: { index } } },
});
const byWeek = settings({ lifecycle: { name: 'week' } }, ['lifecycle-policy/week']);

tells(namedResourceExists, {
  'a policy that nobody defines': {
    of: logged([], [], [byWeek]),
    says: [['it names the lifecycle-policy week, and there is none']],
  },
  'a pipeline that nobody defines': {
    of: logged([], [], [settings({ final_pipeline: 'guard' }, ['ingest-pipeline/guard'])]),
    says: [['it names the ingest-pipeline guard, and there is none']],
  },
  'a component that nobody defines': {
    of: logged(
      [],
      [],
      [
        {
          kind: 'index-template',
          id: 'logs',
          spec: { index_patterns: ['logs-*'], composed_of: ['base'], priority: 1 },
        },
      ],
    ),
    says: [['it names the component-template base, and there is none']],
  },
  'a snapshot policy that is waited for in vain': {
    of: logged(
      [],
      [],
      [
        {
          ...policy,
          spec: {
            phases: { delete: { min_age: '7d', actions: { wait_for_snapshot: { policy: 'daily' } } } },
          },
        },
      ],
    ),
    says: [['it names the snapshot-policy daily, and there is none']],
  },
  'a repository that nobody defines': {
    of: logged(
      [],
      [],
      [
        {
          kind: 'snapshot-policy',
          id: 'daily',
          spec: { schedule: '', name: '', repository: 'bucket', config: {}, retention: {} },
        },
      ],
    ),
    says: [['it names the snapshot-repository bucket, and there is none']],
  },
  'a need that nobody meets': {
    of: logged([], [], [{ ...policy, needs: ['ingest-pipeline/guard'] }]),
    says: [['it names the ingest-pipeline guard, and there is none']],
  },
  'everything is there, and sent first': { of: logged([], [], [policy, byWeek]) },
});
