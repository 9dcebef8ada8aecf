import { pipelineCanBeRead } from '../../src/checks/pipeline-can-be-read.ts';
import { differs, step, when } from '../../src/logstash/write.ts';
import type { Statement } from '../../src/model/logstash.ts';
import type { Project } from '../../src/model/project.ts';
import { project, tells } from './fixture.ts';

const filtering = (...body: readonly Statement[]): Project =>
  project({
    logstash: {
      folder: '/',
      settings: {},
      pipelines: [{ id: 'main', help: 'Main.', settings: {}, tree: [{ kind: 'filter', body }] }],
    },
  });

tells(pipelineCanBeRead, {
  'an option that is no word': {
    of: filtering({
      type: 'plugin',
      name: 'mutate',
      attributes: [{ name: 'add tag', value: { type: 'number', number: 1 } }],
    }),
    says: [['line 3, column 9: expected "=>" but "t" found']],
  },
  'a string with both quotes': {
    of: filtering(step('mutate', { add_tag: [`"'`] })),
    says: [
      ['Logstash cannot write the string "\': it has both kinds of quotes, and the language has no escapes'],
    ],
  },
  'an expression that does not close': {
    of: filtering(step('mutate', { gsub: ['a', '(x', 'y'] })),
    says: [['the expression (x is none: Unclosed group']],
  },
  'a condition with one, in a branch': {
    of: filtering(when(differs('a', 'b'), when(differs('a', '[x'), step('mutate', { add_tag: ['x'] })))),
    says: [['the expression [x is none: Unclosed character class']],
  },
  'a pattern that grok does not know': {
    of: filtering(step('grok', { match: { message: '%{COMMAND_PATTERN}' } })),
    says: [['the expression %{COMMAND_PATTERN} is none: grok does not know the pattern COMMAND_PATTERN']],
  },
  'a pattern that is defined, and is no expression': {
    of: filtering(step('grok', { match: { message: '%{A}' }, pattern_definitions: { A: 'x)' } })),
    says: [['the expression %{A} is none: Unmatched ")"']],
  },
  'what is in order': {
    of: filtering(
      step('grok', { match: { message: '%{A:a}' }, pattern_definitions: { A: '[a-z]+' } }),
      when(differs('a', '^x$'), step('mutate', { gsub: ['a', 'x', 'y'] })),
    ),
  },
});
