import {
  cost,
  insightsReady,
  llmTokens,
  memoryUsage,
  resourceUtilization,
} from '../../../catalog/capacity.ts';
import { slowness as usual } from '../day.ts';
import type { Component, Part, World } from '../world.ts';

const mebibyte = 2 ** 20;
const memory: Readonly<Record<Component, number>> = {
  command_router: 180,
  module_delegator: 320,
  session_manager: 410,
  quality_gates: 260,
  github_integration: 150,
  agent_coordinator: 520,
  auth: 90,
  config: 60,
  api: 210,
};

/** US dollars per million tokens of each model: input, output and cached input. */
const prices = {
  large: [3, 15, 0.3],
  medium: [1, 5, 0.1],
  small: [0.25, 1.25, 0.03],
} as const;

/** US dollars that accrue in an hour, used or not. */
const hourly = { compute: 1.9, storage: 0.22, network: 0.14, monitoring: 0.31 } as const;

/** Resources that follow the day, a disk that fills, tokens and what everything costs. */
export function capacity(world: World): Part {
  const { random } = world;
  const round = (value: number): number => Math.round(value * 100) / 100;

  const spend = (complexity: number): void => {
    const model = random.weighted({ large: 5, medium: 3, small: 2 });
    const [input, output, cached] = prices[model];
    const used = {
      input: Math.round(random.lognormal(2600 * complexity, 0.6)),
      output: Math.round(random.lognormal(700 * complexity, 0.6)),
      cache_read: Math.round(random.lognormal(5200 * complexity, 0.6)),
    };
    for (const [direction, tokens] of Object.entries(used)) {
      world.of(llmTokens).inc({ model, direction: direction as keyof typeof used }, tokens);
    }
    const usd = (used.input * input + used.output * output + used.cache_read * cached) / 1e6;
    world.of(cost).inc({ cost_category: 'llm_tokens' }, round(usd * 1e4) / 1e4);
  };

  return ({ clock, seconds, activity, commands }) => {
    for (const { complexity } of commands) spend({ low: 1, medium: 1.8, high: 3.5, critical: 7 }[complexity]);
    for (const [category, usd] of Object.entries(hourly)) {
      world.of(cost).inc({ cost_category: category as keyof typeof hourly }, (usd * seconds) / 3600);
    }
    const { conditions } = world;
    const utilization = {
      cpu: Math.max(conditions.cpu, 16 + 42 * activity * usual(clock) + random.between(-2, 2)),
      memory: Math.max(conditions.memory, 46 + 14 * activity + random.between(-0.5, 0.5)),
      // A point and a half a day, cleaned up once a month: a forecast of the day it is full has something to say.
      disk: 22 + (((clock / 86_400) * 1.5) % 45),
      network: 8 + 24 * activity + random.between(-1.5, 1.5),
      threads: 21 + 18 * activity + random.between(-1, 1),
    };
    for (const [resource, share] of Object.entries(utilization)) {
      world
        .of(resourceUtilization)
        .set({ resource_type: resource as keyof typeof utilization }, round(share));
    }
    let total = 0;
    for (const [component, size] of Object.entries(memory)) {
      const used = Math.round(size * (0.8 + 0.35 * activity + random.between(-0.01, 0.01)) * mebibyte);
      total += used;
      world.of(memoryUsage).set({ component: component as Component }, used);
    }
    world.of(memoryUsage).set({ component: 'overall' }, total);
    // The analyser runs once a night; somebody reads its findings in the morning.
    const unread = clock % 86_400 >= 4 * 3600 && clock % 86_400 < 9 * 3600;
    const found = (count: number): number => Math.max(conditions.findings, unread ? count : 0);
    world.of(insightsReady).set({ insight_type: 'resource_optimization' }, found(2));
    world.of(insightsReady).set({ insight_type: 'module_usage' }, found(1));
    world.of(insightsReady).set({ insight_type: 'performance' }, conditions.findings);
  };
}
