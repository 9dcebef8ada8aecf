import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationOf, secondsOf } from '../../src/model/duration.ts';

test('a duration is what Prometheus reads as one', () => {
  const read = {
    '5m': 300,
    '1h30m': 5400,
    '1d12h': 129_600,
    '500ms': 0.5,
    '1y2w3d4h5m6s7ms': 33_019_506.007,
  };
  for (const [text, seconds] of Object.entries(read)) assert.equal(secondsOf(text), seconds, text);
});

test('anything else is not a number of seconds', () => {
  for (const text of ['', '5', '-5m', '1.5h', '1e3m', '0s', '0h0m', '5m1h', '1m1m', '$__range', ' 5m'])
    assert.ok(Number.isNaN(secondsOf(text)), text);
});

test('seconds are written in the largest unit that holds them whole', () => {
  const written = {
    '10s': 10,
    '90s': 90,
    '2m': 120,
    '90m': 5400,
    '1d': 86_400,
    '36h': 129_600,
    '1500ms': 1.5,
  };
  for (const [text, seconds] of Object.entries(written)) {
    assert.equal(durationOf(seconds), text);
    assert.equal(secondsOf(text), seconds);
  }
});
