import {
  authAttempts,
  configIntegrity,
  configLastVerified,
  securityModuleBypass,
  sensitiveDataExposures,
} from '../../../catalog/security.ts';
import type { Part, World } from '../world.ts';

const configs = ['commands', 'modules', 'quality-gates', 'permissions', 'integrations'] as const;
const guarded = ['security-review', 'threat-modeling', 'secret-scan'] as const;

/** How often configuration is verified, in seconds. */
const verification = 300;

/** Logins with the odd wrong password, and guards that nothing gets past. */
export function security(world: World): Part {
  const { random } = world;
  for (const module of guarded) {
    // Each of these pages as soon as it moves, so on a believable day it stays at zero.
    world.of(securityModuleBypass).inc({ module, detection: 'policy' }, 0);
  }
  world.of(sensitiveDataExposures).inc({ data_class: 'secret', channel: 'log' }, 0);
  return ({ clock, seconds, activity }) => {
    for (let at = random.poisson(0.25 * activity * seconds); at > 0; at--) {
      const method = random.weighted({ session: 55, token: 25, sso: 14, api_key: 6 });
      const outcome = random.weighted({ success: 98.9, failure: 0.8, denied: 0.3 });
      world.of(authAttempts).inc({ method, outcome });
    }
    const { corrupt, refusedLogins, bypasses, exposures } = world.conditions;
    for (const config_name of configs)
      world.of(configIntegrity).set({ config_name }, corrupt.includes(config_name) ? 0 : 1);
    // What does not happen draws no chance.
    if (refusedLogins > 0) {
      const tries = random.poisson(refusedLogins * seconds);
      world.of(authAttempts).inc({ method: 'session', outcome: 'failure' }, tries);
    }
    if (bypasses > 0) {
      const times = random.poisson((bypasses * seconds) / 60);
      world.of(securityModuleBypass).inc({ module: 'secret-scan', detection: 'override' }, times);
    }
    if (exposures > 0) {
      const times = random.poisson((exposures * seconds) / 60);
      world.of(sensitiveDataExposures).inc({ data_class: 'secret', channel: 'log' }, times);
    }
    world.of(configLastVerified).set({}, Math.floor(clock / verification) * verification);
  };
}
