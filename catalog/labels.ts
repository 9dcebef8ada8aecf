import { oneOf, upTo } from '#lib';

/** What was asked for: the first word of a command, without its slash. Users add commands, so the set is open. */
export const commandType = upTo(
  24,
  'task',
  'swarm',
  'query',
  'auto',
  'dev',
  'init',
  'session',
  'docs',
  'protocol',
  'test',
  'other',
);

/** How demanding a command or an issue is judged to be. */
export const complexity = oneOf('low', 'medium', 'high', 'critical');

/** A module by its file name without the ending, `other` for what the framework does not ship. */
export const module = upTo(60, 'task-management', 'code-quality', 'tdd', 'security-review', 'other');

/** What a module is for. */
export const moduleCategory = oneOf(
  'core',
  'development',
  'quality',
  'security',
  'github',
  'multi_agent',
  'planning',
  'patterns',
  'other',
);

/** A part of the framework that can fail on its own; `overall` is the framework as its users see it. */
export const component = oneOf(
  'command_router',
  'module_delegator',
  'session_manager',
  'quality_gates',
  'github_integration',
  'agent_coordinator',
  'auth',
  'config',
  'api',
  'overall',
);

/** How soon somebody must look. */
export const severity = oneOf('critical', 'high', 'medium', 'low');

/** How the work of a session is organised. */
export const sessionType = oneOf('single_agent', 'multi_agent', 'swarm', 'interactive', 'scheduled');

/** How a session ended. */
export const sessionOutcome = oneOf('success', 'failure', 'timeout', 'abandoned', 'cancelled');

/** The part an agent plays in a multi-agent session. */
export const agentRole = upTo(12, 'planner', 'developer', 'tester', 'reviewer', 'security', 'documenter');

/** A call to GitHub. */
export const githubOperation = oneOf(
  'issue_create',
  'issue_update',
  'commit',
  'pull_request',
  'comment',
  'branch',
  'webhook',
);

/** A CI/CD workflow by its file name. */
export const pipeline = upTo(10, 'build', 'test', 'release', 'deploy');

/** Deployment environment: a registry default of every process of ours, not a target label. */
export const environment = upTo(4, 'production', 'staging', 'development');
