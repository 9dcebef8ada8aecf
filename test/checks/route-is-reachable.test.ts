import { routeIsReachable } from '../../src/checks/route-is-reachable.ts';
import { tells } from './fixture.ts';
import { branch, routed } from './routed.ts';

tells(routeIsReachable, {
  'an earlier route takes all': {
    of: routed([branch(['severity="high"']), branch(['severity="high"', 'subject="a"'])]),
    says: [['no alert gets here: severity="high" before it takes them all']],
  },
  'several earlier routes take all': {
    of: routed([branch(['severity="high"']), branch(['severity="low"']), branch(['severity=~"high|low"'])]),
    says: [['no alert gets here: severity="high" and severity="low" before it take them all']],
  },
  'a route that takes any alert, but those below it are not told of one by one': {
    of: routed([branch(['subject!="a"']), branch(['subject="b"'], { routes: [branch(['severity="low"'])] })]),
    says: [['no alert gets here: subject!="a" before it takes them all']],
  },
  'matchers that rule each other out': {
    of: routed([branch(['subject="a"', 'subject="b"'])]),
    says: [['its matchers rule each other out: no alert gets here']],
  },
  'a branch that its own branch rules out': {
    of: routed([branch(['subject="a"'], { routes: [branch(['subject="b"'])] })]),
    says: [['its matchers rule each other out: no alert gets here']],
  },
  'the special case first': {
    of: routed([branch(['severity="high"', 'subject="a"']), branch(['severity="high"'])]),
  },
  'an earlier route that goes on': {
    of: routed([branch(['severity="high"'], { continue: true }), branch(['severity="high"'])]),
  },
  'an earlier route about another label': {
    of: routed([branch(['subject="a"']), branch(['severity="high"'])]),
  },
  'alerts without the label': { of: routed([branch(['severity=~"high|low"']), branch(['severity=""'])]) },
  'branches that take everything from their branch leave it reachable': {
    of: routed([branch(['subject="a"'], { routes: [branch(['severity=~".+"']), branch(['severity=""'])] })]),
  },
  'an expression that names no values': {
    of: routed([branch(['subject=~"a.*"']), branch(['subject="ab"'])]),
  },
});
