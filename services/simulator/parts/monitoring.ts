import { canaryAge, canaryChecks } from '../../../catalog/monitoring.ts';
import type { Part, World } from '../world.ts';

/** A canary record is sent through every pipeline this often, in seconds. */
const every = 30;

/** Canary records: sent, looked for, nearly always found. */
export function monitoring(world: World): Part {
  const { random } = world;
  return ({ clock, seconds }) => {
    const sent = Math.floor(clock / every) - Math.floor((clock - seconds) / every);
    const { lag, canariesLost } = world.conditions;
    for (const telemetry of ['logs', 'traces', 'alerts'] as const) {
      if (canariesLost) continue;
      const lost = random.poisson(sent * 0.0002);
      world.of(canaryChecks).inc({ telemetry, outcome: 'found' }, Math.max(0, sent - lost));
      world.of(canaryChecks).inc({ telemetry, outcome: 'lost' }, Math.min(lost, sent));
    }
    for (const telemetry of ['logs', 'traces'] as const) {
      // As old as the last round, plus the time the pipeline takes.
      const age = lag + (clock % every) * 0.6 + random.lognormal(telemetry === 'logs' ? 6 : 4, 0.2);
      if (canariesLost) world.of(canaryAge).remove({ telemetry });
      else world.of(canaryAge).set({ telemetry }, Math.round(age * 100) / 100);
    }
  };
}
