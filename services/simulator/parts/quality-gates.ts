import { qualityGateChecks, qualityGatesRegistered, testCoverage } from '../../../catalog/quality-gates.ts';
import type { Part, World } from '../world.ts';

const gates = {
  tdd: { share: 30, severity: 'high' },
  code_quality: { share: 25, severity: 'medium' },
  security: { share: 15, severity: 'critical' },
  performance: { share: 12, severity: 'high' },
  documentation: { share: 10, severity: 'low' },
  compliance: { share: 5, severity: 'medium' },
  production: { share: 3, severity: 'critical' },
} as const;
const shares = Object.fromEntries(
  Object.entries(gates).map(([gate, { share }]) => [gate, share]),
) as Readonly<Record<keyof typeof gates, number>>;

const coverage = {
  core: ['library', 94],
  development: ['library', 91],
  quality: ['library', 96],
  security: ['service', 93],
  github: ['service', 88],
  multi_agent: ['service', 86],
  planning: ['cli', 84],
  patterns: ['docs', 79],
} as const;

/** Gate runs, about 95 % of them compliant, and test coverage. */
export function qualityGates(world: World): Part {
  const { random } = world;
  const checks = world.of(qualityGateChecks);
  return ({ clock, commands }) => {
    world.of(qualityGatesRegistered).set({}, Object.keys(gates).length);
    for (const { type } of commands) {
      if (type === 'query' || type === 'session') continue;
      for (let at = random.poisson(1.6); at > 0; at--) {
        const gate = random.weighted(shares);
        const trouble = world.trouble.get('quality_gates') ?? 1;
        const status = world.strikes(world.conditions.gateFailures)
          ? 'failed'
          : random.weighted({ passed: 88, warning: 4, skipped: 3, failed: 4, error: 0.6 * trouble });
        checks.inc({ gate_type: gate, status, severity: gates[gate].severity });
      }
    }
    for (const [category, [project, level]] of Object.entries(coverage)) {
      const wave = Math.round(Math.sin(clock / 90_000 + level) * 8) / 10;
      world
        .of(testCoverage)
        .set({ module_category: category as keyof typeof coverage, project_type: project }, level + wave);
    }
  };
}
