import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gap, grow, hold, ramp } from '#lib';
import { samplesOf } from '../../src/compile/samples.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Stretch } from '../../src/model/scenario.ts';

const courses: Readonly<Record<string, readonly [course: readonly Stretch[], samples: string]>> = {
  'the same to the end': [[hold(7)], '7x4'],
  'the same for a while': [[hold(1, '30s'), hold(0)], '1x1 0x2'],
  'growth starts at 0': [[grow(60)], '0+15x4'],
  'growth goes on from the last value': [[hold(5, '30s'), grow(4)], '5x1 6+1x2'],
  'no growth stays': [[grow(60, '30s'), grow(0)], '0+15x1 15x2'],
  'a ramp ends at its value': [[hold(4, '15s'), ramp(1, '45s'), hold(1)], '4x0 3-1x2 1x0'],
  'a gap has no samples': [[gap('30s'), hold(1)], '_x2 1x2'],
  'dust of floating point is swept': [[grow(0.4)], '0+0.1x4'],
};

describe('the course of a series, five samples of 15 seconds', () => {
  for (const [sentence, [course, samples]] of Object.entries(courses))
    test(sentence, () => assert.equal(samplesOf(course, 15, 60, 'a scenario'), samples));

  test('refuses a stretch that ends between two samples', () =>
    assert.throws(
      () => samplesOf([hold(1, '20s'), hold(2)], 15, 60, 'a scenario'),
      (error: Failure) =>
        /"a scenario": a stretch lasts 20s, and samples come every 15 s/.test(error.message),
    ));
});
