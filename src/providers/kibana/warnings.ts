import type { SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { Plan, Warning } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { ServerError } from '../../model/server-error.ts';
import { elasticVersion, isSince } from '../elastic-version.ts';
import type { KibanaApi } from './api.ts';

/** What stands in the way of a plan for a Kibana: found by reading, before anything is written. */
export async function kibanaWarnings(
  api: KibanaApi,
  plan: Plan,
  desired: readonly Resource[],
): Promise<readonly Warning[]> {
  return [...(await spaceWarnings(api, desired)), ...tooNew(api, plan)];
}

/** A space that is not there takes objects all the same, where nobody ever finds them; one without rights takes none. */
async function spaceWarnings(
  { rest, space }: KibanaApi,
  desired: readonly Resource[],
): Promise<readonly Warning[]> {
  const inIt = desired.filter(({ kind }) => kind === 'saved-object' || kind === 'kibana-dashboard');
  if (space === undefined || inIt.length === 0) return [];
  try {
    if (await rest.find(`/api/spaces/space/${encodeURIComponent(space)}`)) return [];
  } catch (error) {
    if (!(error instanceof ServerError) || error.fault !== 'forbidden') throw error;
    return [
      {
        message: `the account of the target has no rights in the space ${space}, which ${inIt.length === 1 ? 'one object goes' : `${inIt.length} objects go`} to`,
        next: `give its role { "kibana": [{ "spaces": ["${space}"], "base": ["all"] }] }, or make its API key anew with that`,
        isGrave: true,
      },
    ];
  }
  if (desired.some(({ kind, id }) => kind === 'space' && id === space)) return [];
  return [
    {
      message: `there is no space ${space}, and no definition of it`,
      next: `make it in Kibana (Stack Management, Spaces), define it as a space, or correct the target's space`,
      isGrave: true,
    },
  ];
}

/** Objects that are written as of a later release than the server's: it refuses them. */
function tooNew({ version }: KibanaApi, { changes }: Plan): readonly Warning[] {
  const server = elasticVersion(version);
  return changes.flatMap((change) => {
    if (change.action !== 'create' && change.action !== 'update') return [];
    if (change.desired.kind !== 'saved-object') return [];
    const { type, id, coreMigrationVersion, typeMigrationVersion } = change.desired.spec as SavedObjectSpec;
    // From 8.11 on types count their own versions, as 10.1.0; no release tells how far it has counted.
    const late = [coreMigrationVersion, typeMigrationVersion].find((stamp) =>
      elasticVersion(stamp)[0] >= 10 ? !isSince(server, [8, 11]) : !isSince(server, elasticVersion(stamp)),
    );
    if (late === undefined) return [];
    return {
      message: `saved-object ${type}/${id} is too new for Kibana ${version}: it is written as of ${late}`,
      next: `upgrade Kibana, or compile ${type}/${id} with the typeMigrationVersion of an older release`,
    };
  });
}
