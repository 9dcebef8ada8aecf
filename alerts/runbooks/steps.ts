import { actions } from '../responses.ts';

/*
 * Steps that many runbooks share.
 */

const { namespace, deployment } = actions.scale_infrastructure_pods.effect;

/** Takes back the last deployment of the framework. */
export const rollBack = `\`kubectl -n ${namespace} rollout undo deployment/${deployment}\``;

/** The first step wherever a deployment may be to blame. */
export const afterDeployment = `It began with a deployment of the framework: roll back, ${rollBack}.`;
