import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressPattern, secretMark, secretShapes } from '../../../../catalog/secrets.ts';
import { redacted } from '../../../../services/instrumentation/logs/redaction.ts';
import { addresses, innocent, inWords, tokens } from '../../../support/secrets.ts';

const short = (text: string): string => JSON.stringify(text.slice(0, 60));
const tokensInWords = Object.entries(tokens).map(
  ([what, token]) => [what, `refused ${token}, twice`, `refused ${secretMark}, twice`] as const,
);
const said = inWords.map(
  ([before, secret, after]) => [`${before}${secret}${after}`, `${before}${secretMark}${after}`] as const,
);

test('the tables are as long as they should be', () => {
  assert.ok(tokensInWords.length + said.length >= 90, String(tokensInWords.length + said.length));
  assert.ok(innocent.length >= 60, String(innocent.length));
});

describe('a token goes, whoever made it', () => {
  for (const [what, text, rest] of tokensInWords)
    test(what, () => assert.equal(redacted(text, 'prose'), rest));
});

describe('a secret goes whole, and nothing else does', () => {
  for (const [text, rest] of said) test(short(text), () => assert.equal(redacted(text, 'prose'), rest));
});

describe('what is no secret stays', () => {
  for (const text of innocent) test(short(text), () => assert.equal(redacted(text, 'prose'), text));
});

describe('an address goes, of any length and in any language', () => {
  for (const address of addresses) {
    test(address, () => {
      assert.equal(redacted(address, 'prose'), '[address]');
      assert.equal(redacted(`to <${address}>, twice`, 'plain'), 'to <[address]>, twice');
    });
    test(`${address} stays where it says who did it`, () =>
      assert.equal(redacted(address, 'identity'), address));
  }
});

test('two looks find no more than one', () => {
  const texts = [...tokensInWords.map(([, text]) => text), ...said.map(([text]) => text), ...addresses];
  for (const text of texts) {
    const once = redacted(text, 'prose');
    assert.equal(redacted(once, 'prose'), once);
  }
});

test('the quick look misses nothing that the shapes would find', () => {
  const slowly = (text: string): string =>
    secretShapes.reduce((rest, { pattern }) => {
      const isAnyCase = pattern.startsWith('(?i)');
      const expression = new RegExp(isAnyCase ? pattern.slice(4) : pattern, isAnyCase ? 'gi' : 'g');
      return rest.replace(expression, (_, kept) => `${typeof kept === 'string' ? kept : ''}${secretMark}`);
    }, text);
  const texts = [...tokensInWords.map(([, text]) => text), ...said.map(([text]) => text), ...innocent];
  for (const text of texts.flatMap((one) => [one, one.toUpperCase(), `${one}\n${one}`]))
    assert.equal(redacted(text, 'identity'), slowly(text));
});

test('every marker has three or four characters and is in lower case, and no shape is without', () => {
  for (const { name, markers } of secretShapes) {
    assert.ok(markers.length > 0, name);
    for (const marker of markers) {
      assert.ok(marker.length === 3 || marker.length === 4, `${name}: ${marker}`);
      assert.equal(marker, marker.toLowerCase());
    }
  }
});

// Time grows with the length of a text, whatever is in it. What is measured is a ratio: a busy machine is slow in both halves.

/** Pieces that make a pattern begin, again and again, and never end. */
const pieces: readonly string[] = [
  'a',
  'a.',
  'a@',
  '@',
  'a@a',
  'a@a.',
  'a@a-',
  '%',
  'ü',
  'x.y@z.',
  'eyJ',
  'eyJaaaaaaaa.',
  'eyJaaaaaaaa',
  '://',
  '://a',
  '://a:',
  '://a:b',
  '://:',
  'password',
  'password=',
  'password="',
  "password='",
  'password=\\"',
  'password ',
  'password:  ',
  'password=a,',
  'password=a&',
  'password,',
  'password>',
  'password>aaa',
  'token"',
  'secret secret',
  '_key',
  'name: TOKEN value',
  'authorization',
  'authorization: ',
  'authorization: digest ',
  'authorization: basic',
  'bearer ',
  'bearer a',
  'basic aaaaaaaa',
  'cookie: ',
  'cookie: a',
  'cookie: a="',
  '--',
  '--a-',
  '--password ',
  '-u a:',
  '-u ',
  'login a ',
  'login a password ',
  'sshpass -p ',
  'identified by ',
  '-----BEGIN ',
  '-----BEGIN A',
  `-----BEGIN PRIVATE ${'KEY'}-----`,
  `-----BEGIN PRIVATE ${'KEY'}-----a-`,
  'hooks.slack.com/services/',
  'SG.',
  'SG.aaaaaaaaaaaaaaaaaaaa',
  'sk-',
  'gh_',
  'ghp_',
  'hvs.',
  'aaaaaaaaaaaaaa.atlasv1.',
  'dp.aa.',
  '0123456789:AA',
  '[secret]',
  'password=[secret',
  ' ',
  '\n',
  '\\',
  '"',
];

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** How many times as long four times a text takes. The short text is looked at four times in a row, so both do as much work. */
function growth(look: (text: string) => unknown, piece: string, length: number, rounds: number): number {
  const text = (of: number): string => piece.repeat(Math.ceil(of / piece.length)).slice(0, of);
  const [small, large] = [text(length), text(length * 4)];
  const time = (times: number, of: string): number => {
    const begun = performance.now();
    for (let at = 0; at < times; at++) look(of);
    return performance.now() - begun;
  };
  time(4, small);
  time(1, large);
  return median(Array.from({ length: rounds }, () => 4 * (time(1, large) / Math.max(time(4, small), 0.05))));
}

/** Whether time grows with the length, and no faster. What is slow by chance is measured again, on more. */
const isLinear = (look: (text: string) => unknown, piece: string, length: number): boolean =>
  growth(look, piece, length, 3) < 8 ||
  growth(look, piece, length * 2, 9) < 8 ||
  growth(look, piece, length * 4, 15) < 8;

describe('four times the text takes less than eight times as long', () => {
  for (const piece of pieces)
    test(short(piece), () => assert.ok(isLinear((text) => redacted(text, 'prose'), piece, 25_000)));
  for (const { name, pattern } of [...secretShapes, { name: 'address', pattern: addressPattern }])
    test(`for a pattern alone, whatever the text: ${name}`, () => {
      const isAnyCase = pattern.startsWith('(?i)');
      const expression = new RegExp(isAnyCase ? pattern.slice(4) : pattern, isAnyCase ? 'gi' : 'g');
      for (const piece of pieces)
        assert.ok(
          isLinear((text) => text.replace(expression, ''), piece, 2000),
          short(piece),
        );
    });
  test('a quadratic pattern is noticed', () => {
    const quadratic = /[a-z.]+@[a-z]+\.[a-z]+/g;
    assert.ok(growth((text) => text.replace(quadratic, ''), 'a', 1500, 5) > 10);
  });
  for (const piece of ['a', 'a@', 'password="', '://a:', 'cookie: a'])
    test(`a megabyte of ${short(piece)}`, () =>
      assert.ok(isLinear((text) => redacted(text, 'prose'), piece, 250_000)));
});
