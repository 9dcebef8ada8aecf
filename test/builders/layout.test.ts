import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flow } from '../../src/builders/layout.ts';

const box = (width: number, height: number) => ({ width, height });
const places = (...boxes: ReturnType<typeof box>[]) =>
  flow(boxes, 1).places.map(({ x, y, w, h }) => [x, y, w, h]);

describe('flow layout', () => {
  it('fills a line of 24 columns from left to right', () => {
    assert.deepEqual(places(box(12, 8), box(12, 8)), [
      [0, 1, 12, 8],
      [12, 1, 12, 8],
    ]);
  });
  it('begins a new line where a box no longer fits, below the tallest of the line', () => {
    assert.deepEqual(places(box(12, 8), box(8, 4), box(12, 6)), [
      [0, 1, 14, 8],
      [14, 1, 10, 8],
      [0, 9, 24, 6],
    ]);
  });
  it('stretches a line that is not full, giving columns left over to the boxes from the left', () => {
    assert.deepEqual(
      places(box(4, 4), box(4, 4), box(4, 4), box(4, 4), box(4, 4)).map(([x, , w]) => [x, w]),
      [
        [0, 5],
        [5, 5],
        [10, 5],
        [15, 5],
        [20, 4],
      ],
    );
  });
  it('cuts a box that is wider than the grid', () => assert.deepEqual(places(box(30, 2)), [[0, 1, 24, 2]]));
  it('says where the next row begins', () => assert.equal(flow([box(12, 8), box(24, 3)], 5).bottom, 16));
  it('places nothing where there is nothing', () => assert.deepEqual(flow([], 7), { places: [], bottom: 7 }));
});
