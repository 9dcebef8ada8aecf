import { expressionIsRe2 } from '../../src/checks/expression-is-re2.ts';
import { rate } from '../../src/promql/range.ts';
import { matching, where } from '../../src/promql/select.ts';
import { executions, shown, tells } from './fixture.ts';

tells(expressionIsRe2, {
  'a bracket left open': {
    of: shown('up{job=~"("}'),
    says: [['Prometheus refuses the regular expression (: unterminated group', 'job=~"("']],
  },
  'a look ahead': {
    of: shown('up{job!~"(?!a).*"}'),
    says: [['Prometheus refuses the regular expression (?!a).*: it looks around with (?!', 'job!~"(?!a).*"']],
  },
  'the pattern of label_replace': {
    of: shown('label_replace(up, "a", "$1", "job", "(.)\\\\1")'),
    says: [['Prometheus refuses the regular expression (.)\\1: it refers back with \\1', '"(.)\\\\1"']],
  },
  'forms that only RE2 has': { of: shown('up{job=~"(?i)a", a=~"(?P<b>c)", b=~"\\\\pN\\\\z"}') },
  'a variable': { of: shown('up{job=~"($job"}') },
  'an equality is no expression': { of: shown('up{job="("}') },
  'a typed expression': { of: shown(rate(where(executions, { command_type: matching(/T.*/i) }), '5m')) },
});
