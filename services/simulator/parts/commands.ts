import { commandDuration, commandExecutions, commandsRegistered } from '../../../catalog/commands.ts';
import type { Command, CommandType, Part, Tick, World } from '../world.ts';

/** Commands that end in a second when everybody is busy. */
const busiest = 0.4;

interface Habit {
  /** Share of all commands. */
  readonly share: number;
  /** Median duration in seconds. */
  readonly median: number;
  readonly complexity: Readonly<Partial<Record<Command['complexity'], number>>>;
}

const habits: Readonly<Record<CommandType, Habit>> = {
  task: { share: 30, median: 9, complexity: { low: 6, medium: 4 } },
  query: { share: 24, median: 1.2, complexity: { low: 1 } },
  dev: { share: 12, median: 22, complexity: { medium: 7, high: 3 } },
  test: { share: 10, median: 40, complexity: { medium: 1 } },
  docs: { share: 7, median: 14, complexity: { low: 1 } },
  auto: { share: 6, median: 18, complexity: { medium: 1 } },
  session: { share: 5, median: 0.4, complexity: { low: 1 } },
  swarm: { share: 3, median: 180, complexity: { high: 4, critical: 1 } },
  init: { share: 2, median: 3, complexity: { low: 1 } },
  protocol: { share: 1, median: 6, complexity: { medium: 1 } },
};
const shares = Object.fromEntries(
  Object.entries(habits).map(([type, { share }]) => [type, share]),
) as Readonly<Record<CommandType, number>>;

/** The people of the company; the first ones work with the framework most. */
export const people = Array.from(
  { length: 36 },
  (_, at) => `employee-${String(at + 1).padStart(3, '0')}`,
) as [string, ...string[]];

/** Everybody has favourites, so a person has a few series and not one per command. */
const favourites = (person: number, type: CommandType): number =>
  (person * 7 + type.length * 3 + type.charCodeAt(0)) % 5 < 2 ? 1 : 0;

const eligible = Object.fromEntries(
  Object.keys(habits).map((type) => {
    const fans = people.filter((_, at) => favourites(at, type as CommandType));
    return [type, fans.length > 0 ? fans : people];
  }),
) as Readonly<Record<CommandType, [string, ...string[]]>>;

/** The commands that end in a step. */
export function commandsOf(world: World, tick: Omit<Tick, 'commands'>): readonly Command[] {
  const { random } = world;
  const trouble = Math.max(1, ...world.trouble.values());
  return Array.from({ length: random.poisson(busiest * tick.activity * tick.seconds) }, () => {
    const type = random.weighted(shares);
    const fans = eligible[type];
    // The power favours the front of the list: a few people do most of the work, and some are not seen every day.
    const user = fans[Math.floor(random.uniform() ** 5 * fans.length)] ?? fans[0];
    const status = world.strikes(world.conditions.commandFailures)
      ? 'failure'
      : random.weighted({
          success: 98.4,
          degraded: 0.8,
          failure: 0.02 * trouble,
          timeout: 0.008 * trouble,
          cancelled: 0.5,
          rejected: 0.25,
        });
    return { type, user, complexity: random.weighted(habits[type].complexity), status };
  });
}

/** Seconds that a command of a kind takes, in the middle. */
export const usualSeconds = (type: CommandType): number => habits[type].median;

/** Executions, durations, and how many commands there are. */
export function commands(world: World): Part {
  const executions = world.of(commandExecutions);
  const duration = world.of(commandDuration);
  return (tick) => {
    world.of(commandsRegistered).set({}, Object.keys(habits).length);
    for (const { type, user, complexity, status } of tick.commands) {
      executions.inc({ command_type: type, user_id: user, status });
      const effort = { low: 1, medium: 1.6, high: 3, critical: 6 }[complexity];
      const time = world.random.lognormal(habits[type].median * effort * tick.slowness, 0.7);
      duration.observe(
        { command_type: type, complexity_level: complexity },
        status === 'timeout' ? 1800 : time,
      );
    }
  };
}
