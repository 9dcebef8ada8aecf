import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stableJson } from '../../src/compile/json.ts';

describe('stable JSON', () => {
  it('orders keys, indents by two spaces and ends with a line end', () => {
    assert.equal(
      stableJson({ b: 1, a: [true, null, 'x'] }),
      '{\n  "a": [\n    true,\n    null,\n    "x"\n  ],\n  "b": 1\n}\n',
    );
  });
  it('leaves out what JSON has no word for, wherever it stands', () => {
    assert.equal(
      stableJson({ a: undefined, b: () => 1, c: [undefined, {}], d: {} }),
      '{\n  "c": [\n    null,\n    {}\n  ],\n  "d": {}\n}\n',
    );
  });
  it('reads back as the same value', () => {
    const value = { text: 'a"\\\n\u2028é', list: [1.5, -0, 1e21], deep: { deeper: { deepest: [] } } };
    assert.deepEqual(JSON.parse(stableJson(value)), JSON.parse(JSON.stringify(value)));
  });
});
