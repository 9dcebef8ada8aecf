import {
  activeUsers,
  featureAvailable,
  registeredUsers,
  userActivity,
  userFeedback,
} from '../../../catalog/users.ts';
import { slowness } from '../day.ts';
import type { Part, World } from '../world.ts';
import { people } from './commands.ts';

const features = {
  'auto-provisioning': 1,
  'github-sync': 1,
  'quality-gates': 1,
  sessions: 1,
  swarm: 1,
  'voice-input': 1,
} as const;

/** Who comes back, what they get done and how they like it. */
export function users(world: World): Part {
  const { random } = world;
  const seen = new Map<string, number>();
  return ({ clock, seconds, activity, commands }) => {
    for (const { user, type, status } of commands) {
      seen.set(user, clock);
      if (status !== 'success') continue;
      if (type === 'task' || type === 'dev') world.of(userActivity).inc({ activity: 'task_completed' });
      if (random.chance(0.12)) {
        const activity = random.weighted({ commit: 60, pull_request: 15, review: 25 });
        world.of(userActivity).inc({ activity });
      }
      if (random.chance(0.02)) {
        const channel = random.weighted({ cli: 6, web: 3, survey: 1 });
        const stars = random.weighted({ 5: 58, 4: 29, 3: 9, 2: 3, 1: 1 });
        world.of(userFeedback).observe({ channel }, Number(stars));
      }
    }
    for (let at = random.poisson(0.02 * activity * seconds); at > 0; at--) {
      world.of(userActivity).inc({ activity: random.weighted({ docs_view: 95, support_request: 5 }) });
    }
    const today = [...seen.values()].filter((last) => last > clock - 86_400).length;
    world.of(activeUsers).set({ window: '1d' }, today);
    // Longer windows than the simulation has run: some people come once a week, some once a month, some never.
    world.of(activeUsers).set({ window: '7d' }, people.length + 5);
    world.of(activeUsers).set({ window: '30d' }, people.length + 12);
    world.of(registeredUsers).set({}, people.length + 20);
    for (const [feature, available] of Object.entries(features)) {
      // Voice is switched off while the framework is slow.
      world
        .of(featureAvailable)
        .set({ feature }, slowness(clock) > 1.05 && feature === 'voice-input' ? 0 : available);
    }
  };
}
