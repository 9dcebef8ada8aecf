import { inhibitionSilencesOthers } from '../../src/checks/inhibition-silences-others.ts';
import { tells } from './fixture.ts';
import { inhibition, routed } from './routed.ts';

const of = (...all: Parameters<typeof inhibition>[]) =>
  routed([], { routing: { inhibitions: all.map((one) => inhibition(...one)) } });

tells(inhibitionSilencesOthers, {
  'alerts that need agree in nothing': {
    of: of([['severity="high"'], ['severity="low"'], []]),
    says: [['alerts need agree in nothing: one anywhere silences the others everywhere']],
  },
  'any alert as a source': {
    of: of([[], ['severity="low"']]),
    says: [['its source is any alert: each silences']],
  },
  'any alert as a target': {
    of: of([['severity="high"'], []]),
    says: [['its target is any alert: each is silenced']],
  },
  'targets that are sources': {
    of: of([['severity="high"'], ['severity="high"', 'subject="a"']]),
    says: [['whatever it would silence is a source itself, and a source silences no other']],
  },
  'symptoms of an outage': { of: of([['alertname="Down"'], ['severity=~"high|low"']]) },
  'the less urgent about the same': { of: of([['severity="high"'], ['severity="low"'], ['subject']]) },
  'an expression that names no values': { of: of([['alertname=~"Down.*"'], ['alertname=~"Down.+"']]) },
});
