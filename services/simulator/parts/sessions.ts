import {
  activeSessions,
  sessionDuration,
  sessionsEnded,
  sessionsStarted,
} from '../../../catalog/sessions.ts';
import type { Part, World } from '../world.ts';

/** Sessions that start in a second when everybody is busy. */
const busiest = 0.02;

const habits = {
  interactive: { share: 50, median: 1500, agents: ['1'] },
  single_agent: { share: 25, median: 420, agents: ['1'] },
  multi_agent: { share: 13, median: 900, agents: ['2-4'] },
  scheduled: { share: 8, median: 240, agents: ['1'] },
  swarm: { share: 4, median: 2400, agents: ['5-9', '10+'] },
} as const;
type Type = keyof typeof habits;
const types = Object.keys(habits) as Type[];
const shares = Object.fromEntries(types.map((type) => [type, habits[type].share])) as Readonly<
  Record<Type, number>
>;

/** Sessions from start to end; those that are open are kept between the steps. */
export function sessions(world: World): Part {
  const { random } = world;
  const open: { readonly type: Type; readonly start: number; readonly end: number }[] = [];

  const finish = (type: Type, seconds: number): void => {
    const trouble = world.trouble.get('session_manager') ?? 1;
    const outcome = world.strikes(world.conditions.sessionFailures)
      ? 'failure'
      : random.weighted({
          success: 96.5,
          abandoned: 2,
          cancelled: 1,
          failure: 0.2 * trouble,
          timeout: 0.1 * trouble,
        });
    world.of(sessionsEnded).inc({ session_type: type, outcome });
    const agents = random.pick<'1' | '2-4' | '5-9' | '10+'>(habits[type].agents);
    world.of(sessionDuration).observe({ session_type: type, agent_count: agents, outcome }, seconds);
  };

  return ({ clock, seconds, activity, slowness }) => {
    for (let at = open.length - 1; at >= 0; at--) {
      const session = open[at];
      if (!session || session.end > clock) continue;
      open.splice(at, 1);
      finish(session.type, session.end - session.start);
    }
    for (let at = random.poisson(busiest * activity * seconds); at > 0; at--) {
      const type = random.weighted(shares);
      world.of(sessionsStarted).inc({ session_type: type });
      open.push({ type, start: clock, end: clock + random.lognormal(habits[type].median * slowness, 0.8) });
    }
    for (const type of types) {
      const count = open.filter((session) => session.type === type).length;
      world.of(activeSessions).set({ session_type: type }, count);
    }
  };
}
