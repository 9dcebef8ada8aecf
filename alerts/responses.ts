/*
 * What automation does about an alert. The alert names a response in its label `response`; what that response consists of is
 * decided here, never by the alert: a text that came with an alert cannot make anything happen that is not on this list.
 *
 * An action is told by its effect. Whether it is carried out, or only written down, is a setting of the responder.
 */

/** Any value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Whom a page calls: a level of the escalation matrix, or a team. */
export type Called = '1' | '2' | '3' | 'infrastructure' | 'executive';

/** What an action does, by the system in which it does it. */
export type Effect =
  /** A switch of the framework is brought into a state, and back. */
  | { readonly via: 'control'; readonly control: string; readonly state: Json; readonly ttl?: string }
  /** Caches of the framework are emptied: the listed ones, and no others. */
  | { readonly via: 'purge'; readonly caches: readonly string[] }
  /** A deployment gets more pods, never more than `most`, and goes back to as many as it had. */
  | {
      readonly via: 'scale';
      readonly namespace: string;
      readonly deployment: string;
      readonly add: number;
      readonly most: number;
      readonly ttl?: string;
    }
  /** Somebody is called. `by-level`: whoever the step of the escalation says. */
  | { readonly via: 'page'; readonly who: Called | 'by-level' }
  /** A team reads it in its channel. */
  | { readonly via: 'message'; readonly channel: string }
  /** An issue, which people close when they have learnt from it. */
  | { readonly via: 'ticket'; readonly labels: readonly string[] };

/** An action that automation knows. */
export interface ActionSpec {
  readonly effect: Effect;
  /** It costs something that a person should agree to first. */
  readonly approval?: true;
}

/** Everything that automation can do. Names are those of the specification. */
export const actions = {
  enable_circuit_breaker: {
    effect: { via: 'control', control: 'circuit-breaker', state: { enabled: true }, ttl: '30m' },
  },
  redirect_to_fallback_modules: {
    effect: { via: 'control', control: 'fallback-modules', state: { enabled: true } },
  },
  notify_on_call_engineer: { effect: { via: 'page', who: '1' } },
  create_incident_ticket: { effect: { via: 'ticket', labels: ['incident', 'automation'] } },

  enable_auto_scaling: { effect: { via: 'control', control: 'auto-scaling', state: { enabled: true } } },
  optimize_module_caching: {
    effect: { via: 'control', control: 'module-cache', state: { policy: 'aggressive' } },
  },
  // Fewer gates find fewer faults. Those of security stay, it ends by itself, and a person decides.
  reduce_quality_gate_scope: {
    effect: {
      via: 'control',
      control: 'quality-gates',
      state: { scope: 'reduced', always: ['compliance', 'security'] },
      ttl: '30m',
    },
    approval: true,
  },
  alert_performance_team: { effect: { via: 'message', channel: '#framework-performance' } },

  scale_infrastructure_pods: {
    effect: { via: 'scale', namespace: 'claude-framework', deployment: 'framework', add: 2, most: 10 },
  },
  enable_request_throttling: {
    effect: { via: 'control', control: 'request-throttling', state: { enabled: true }, ttl: '30m' },
  },
  purge_non_essential_caches: {
    effect: { via: 'purge', caches: ['documentation', 'module-listings', 'search-results'] },
  },
  escalate_to_infrastructure_team: { effect: { via: 'page', who: 'infrastructure' } },

  /** Not of a response: a step of the escalation below. */
  escalate: { effect: { via: 'page', who: 'by-level' } },
} as const satisfies Readonly<Record<string, ActionSpec>>;

/** Name of an action. */
export type ActionName = keyof typeof actions;

/** What wakes which actions, in the order in which they begin. They end in the opposite order. */
export const responses = {
  high_error_rate: [
    'enable_circuit_breaker',
    'redirect_to_fallback_modules',
    'notify_on_call_engineer',
    'create_incident_ticket',
  ],
  performance_degradation: [
    'enable_auto_scaling',
    'optimize_module_caching',
    'reduce_quality_gate_scope',
    'alert_performance_team',
  ],
  resource_exhaustion: [
    'scale_infrastructure_pods',
    'enable_request_throttling',
    'purge_non_essential_caches',
    'escalate_to_infrastructure_team',
  ],
} as const satisfies Readonly<Record<string, readonly ActionName[]>>;

/**
 * Who is asked next when nobody acknowledges an incident, and after how long: the times are those in which a level must answer.
 * After the last one its level is asked again. Leadership hears of what lasts and is critical by then, acknowledged or not. Where PagerDuty's
 * own policies pass an incident on already, `escalate` stays a dry run, or people are called twice.
 */
export const escalation = {
  levels: [
    { level: '1', responseTime: '5m' },
    { level: '2', responseTime: '15m' },
    { level: '3', responseTime: '1h' },
  ],
  executive: { severity: 'critical', after: '2h' },
} as const;

/** Subjects of alerts whose trouble users feel, when it is critical. */
export const feltByUsers: readonly string[] = [
  'availability',
  'commands',
  'performance',
  'sessions',
  'users',
];
