import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Family } from '../../../services/instrumentation/index.ts';
import { createRecording } from '../../../services/simulator/recording.ts';

const target = { job: 'framework', instance: 'localhost:1' };
const counter = (value: number): Family => ({
  name: 'things_total',
  type: 'counter',
  help: 'Things, "quoted".',
  samples: [{ series: 'things_total{kind="a"}', value }],
});

describe('recording', () => {
  test('is one family after the other, with the labels of the target', () => {
    const recording = createRecording();
    recording.add(60, [counter(1)], target);
    recording.add(120, [counter(2)], target);
    assert.equal(
      [...recording.text()].join(''),
      `# TYPE up gauge
# HELP up 1 if the last scrape of a target worked, 0 if not.
up{job="framework",instance="localhost:1"} 1 60
up{job="framework",instance="localhost:1"} 1 120
# TYPE things counter
# HELP things Things, \\"quoted\\".
things_total{job="framework",instance="localhost:1",kind="a"} 1 60
things_total{job="framework",instance="localhost:1",kind="a"} 2 120
# EOF
`,
    );
    assert.deepEqual([recording.series, recording.samples], [2, 4]);
  });

  test('leaves out what only repeats, but not the last sample before a change, nor the last of all', () => {
    const recording = createRecording();
    const values = [5, 5, 5, 5, 6, 6, 6, 6];
    values.forEach((value, at) => {
      recording.add(at * 60, [counter(value)], target);
    });
    const samples = [...recording.text()]
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('things_total'))
      .map((line) => line.split(' ').slice(1).map(Number));
    assert.deepEqual(samples, [
      [5, 0],
      [5, 120],
      [5, 180],
      [6, 240],
      [6, 360],
      [6, 420],
    ]);
  });
});
