import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePipeline, readPipeline } from '../../src/logstash/parse.ts';
import { Failure } from '../../src/model/failure.ts';

/** The pipeline of the specification, word for word. */
const specified = `
input {
  beats {
    port => 5044
  }
}
filter {
  if [component] == "command_router" {
    grok {
      match => { "message" => "%{COMMAND_PATTERN}" }
    }
  }
}
output {
  elasticsearch {
    hosts => ["es-cluster:9200"]
    index => "framework-logs-%{+YYYY.MM.dd}"
  }
}
`;

test('the pipeline of the specification is read', () => {
  const [input, filter, output] = parsePipeline(specified);
  assert.deepEqual(input, {
    kind: 'input',
    body: [
      {
        type: 'plugin',
        name: 'beats',
        attributes: [{ name: 'port', value: { type: 'number', number: 5044 } }],
      },
    ],
  });
  assert.deepEqual(filter?.body, [
    {
      type: 'branch',
      cases: [
        {
          when: {
            type: 'compare',
            operator: '==',
            left: { type: 'field', selector: '[component]' },
            right: { type: 'string', text: 'command_router' },
          },
          body: [
            {
              type: 'plugin',
              name: 'grok',
              attributes: [
                {
                  name: 'match',
                  value: {
                    type: 'hash',
                    entries: [
                      [
                        { type: 'string', text: 'message' },
                        { type: 'string', text: '%{COMMAND_PATTERN}' },
                      ],
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    },
  ]);
  assert.equal(output?.kind, 'output');
});

describe('Logstash would read', () => {
  const good: Readonly<Record<string, string>> = {
    nothing: '',
    'a comment that ends': 'input {} # here\n',
    'a plugin without options': 'filter { drop {} }',
    'options on one line': 'filter { mutate { add_tag => "a" remove_tag => ["b", \'c\'] } }',
    'a codec': 'input { stdin { codec => json { charset => "UTF-8" } } }',
    'a bare word': 'input { beats { ssl_client_authentication => required } }',
    'a negative number': 'filter { sleep { time => -1.5 } }',
    'quotes in quotes': 'filter { mutate { add_field => { "a" => \'say "x"\' } } }',
    'a quote behind a backslash': 'filter { mutate { gsub => ["a", "\\"", "b"] } }',
    'a deep field': 'filter { if [a][b][c] { drop {} } }',
    'every comparison':
      'filter { if [a] == 1 and [a] != 2 and [a] < 3 and [a] > 0 and [a] <= 3 and [a] >= 0 { drop {} } }',
    'every connective': 'filter { if [a] and [b] or [c] xor [d] nand [e] { drop {} } }',
    'what is and is not in': 'filter { if [a] in ["x", "y"] and "z" not in [tags] { drop {} } }',
    expressions: 'filter { if [a] =~ /^x\\/y/ or [b] !~ "z" { drop {} } }',
    'the opposite': 'filter { if ![a] and !([b] == "c") { drop {} } }',
    'branches in branches':
      'filter { if [a] { if [b] { drop {} } else { drop {} } } else if [c] { drop {} } else { drop {} } }',
  };
  for (const [what, text] of Object.entries(good))
    test(what, () => assert.ok('tree' in readPipeline(text), JSON.stringify(readPipeline(text))));
});

describe('Logstash would not read', () => {
  const bad: readonly (readonly [what: string, text: string, line: number, column: number, says: RegExp])[] =
    [
      ['a section that is none', 'inputs {}', 1, 6, /expected "\{" but "s" found/],
      ['an equals sign', 'input {\n  beats { port = 5044 }\n}', 2, 16, /expected "=>" but "=" found/],
      ['a comma between options', 'filter { mutate { a => 1, b => 2 } }', 1, 25, /"," found/],
      ['a comma between entries', 'filter { mutate { a => { "x" => 1, "y" => 2 } } }', 1, 34, /"," found/],
      ['a comma at the end of a list', 'filter { mutate { a => [1,] } }', 1, 27, /"\]" found/],
      ['a brace that stays open', 'filter {\n  drop {}\n', 3, 1, /end of input found/],
      ['a brace too many', 'filter { drop {} } }', 1, 20, /"\}" found/],
      ['quotes that stay open', 'filter { mutate { a => "b } }', 1, 24, /"\\"" found/],
      ['a condition without a right side', 'filter { if [a] == { drop {} } }', 1, 20, /"\{" found/],
      ['a single equals sign in a condition', 'filter { if [a] = "b" { drop {} } }', 1, 17, /"=" found/],
      ['an ampersand', 'filter { if [a] && [b] { drop {} } }', 1, 17, /"&" found/],
      ['else without if', 'filter { else { drop {} } }', 1, 22, /expected "=>" but "\{" found/],
      ['a comment at the very end', 'input {} # end', 1, 10, /"#" found/],
      ['options that touch', 'filter { mutate { a => "b"c => "d" } }', 1, 27, /"c" found/],
    ];
  for (const [what, text, line, column, says] of bad)
    test(`${what}, at ${line}:${column}`, () => {
      const read = readPipeline(text);
      assert.ok('problem' in read, 'it was read');
      assert.deepEqual([read.problem.line, read.problem.column], [line, column], read.problem.message);
      assert.match(read.problem.message, says);
    });

  test('what it is told of names the file, the place and the line', () => {
    assert.throws(
      () => parsePipeline('input {\n  beats { port = 5044 }\n}', 'pipeline/mine.conf'),
      (failure: unknown) => {
        assert.ok(failure instanceof Failure);
        assert.equal(failure.message, 'pipeline/mine.conf:2:16: Logstash would not start with this');
        assert.equal(failure.detail.next, 'mend line 2, which reads: beats { port = 5044 }');
        return true;
      },
    );
  });
});
