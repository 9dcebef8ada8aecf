import {
  alertReviews,
  automationActions,
  automationRequests,
  incidentsOpen,
  oldestOpenIncident,
  incidents as opened,
  timeToAcknowledge,
  timeToDetect,
  timeToResolve,
} from '../../../catalog/incidents.ts';
import type { Component, Part, World } from '../world.ts';

type Severity = 'critical' | 'high' | 'medium' | 'low';

interface Incident {
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly component: Component;
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** Median time to resolve, in seconds, and how much more a component in trouble errs; 1 is no trouble at all. */
const course: Readonly<Record<Severity, readonly [resolve: number, trouble: number]>> = {
  critical: [480, 5],
  high: [660, 3],
  medium: [840, 1.5],
  low: [1500, 1],
};

const alertsOf: Readonly<Record<Severity, readonly [string, ...string[]]>> = {
  critical: ['FrameworkResponseTimeCritical', 'FrameworkCommandFailureRateCritical'],
  high: ['FrameworkErrorRateHigh', 'FrameworkResponseTimeSLABreach'],
  medium: ['FrameworkCapacityThresholdApproaching'],
  low: ['FrameworkPerformanceImprovementSuggested'],
};

const actions = [
  'notify_on_call_engineer',
  'create_incident_ticket',
  'enable_circuit_breaker',
  'scale_out',
] as const;
const components: readonly [Component, ...Component[]] = [
  'module_delegator',
  'github_integration',
  'session_manager',
  'agent_coordinator',
  'quality_gates',
];

/** An incident every hour or so, what automation made of it, and the verdict of whoever closed it. */
export function incidents(world: World): Part {
  const { random } = world;
  // The first verdict on an alert is one that a rate would not see, had its counter not been 0 before.
  for (const alertname of new Set(Object.values(alertsOf).flat()))
    for (const verdict of ['true_positive', 'false_positive'] as const)
      world.of(alertReviews).inc({ alertname, verdict }, 0);
  let open: readonly Incident[] | undefined;
  /** Drawn from a span instead of from chance: any few hours have an incident that began and was resolved in them. */
  let next = 0;

  /** A flaw that everybody knows of and nobody hurries to mend: a panel of open incidents has something to show. */
  const known = (clock: number): Incident => {
    world.of(opened).inc({ severity: 'low', detected_by: 'user', user_impact: 'false' });
    return { severity: 'low', start: clock - 3 * 3600, end: clock + 40 * 3600, component: 'quality_gates' };
  };

  const begin = (clock: number): Incident => {
    const severity = random.weighted({ critical: 1, high: 3, medium: 5, low: 3 });
    const detected_by = random.weighted({ alert: 80, synthetic: 16, user: 4 });
    const user_impact = random.chance({ critical: 0.8, high: 0.4, medium: 0.1, low: 0 }[severity])
      ? 'true'
      : 'false';
    world.of(opened).inc({ severity, detected_by, user_impact });
    world.of(timeToDetect).observe({ severity }, random.lognormal(95, 0.5));
    world
      .of(timeToAcknowledge)
      .observe({ severity }, random.lognormal(severity === 'critical' ? 110 : 300, 0.5));
    world
      .of(automationRequests)
      .inc({ result: random.weighted({ accepted: 90, duplicate: 9, malformed: 1 }) });
    for (const action of actions) {
      const mode = action === 'enable_circuit_breaker' || action === 'scale_out' ? 'dry_run' : 'execute';
      const outcome = random.weighted({ success: 90, skipped_cooldown: 8, failure: 0.5 });
      world.of(automationActions).inc({ action, mode, outcome });
    }
    const end = clock + random.lognormal(course[severity][0], 0.35);
    return { severity, start: clock, end, component: random.pick(components) };
  };

  const close = ({ severity, start, end }: Incident): void => {
    world.of(timeToResolve).observe({ severity }, end - start);
    const verdict = random.chance(0.97) ? 'true_positive' : 'false_positive';
    world.of(alertReviews).inc({ alertname: random.pick(alertsOf[severity]), verdict });
  };

  return ({ clock }) => {
    open ??= [known(clock)];
    for (const incident of open) if (incident.end <= clock) close(incident);
    open = open.filter((incident) => incident.end > clock);
    if (clock >= next) {
      open = [...open, begin(clock)];
      next = clock + random.lognormal(4000, 0.3);
    }

    world.trouble.clear();
    for (const { component, severity } of open) {
      const [, trouble] = course[severity];
      if (trouble > 1) world.trouble.set(component, trouble);
    }
    for (const severity of severities) {
      const starts = open
        .filter((incident) => incident.severity === severity)
        .map((incident) => incident.start);
      world.of(incidentsOpen).set({ severity }, starts.length);
      if (starts.length > 0) world.of(oldestOpenIncident).set({ severity }, Math.round(Math.min(...starts)));
      else world.of(oldestOpenIncident).remove({ severity });
    }
  };
}
