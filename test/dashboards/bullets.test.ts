import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as bullets from '../../dashboards/bullets.ts';
import { dashboards } from '../../dashboards/index.ts';

/** Which dashboard the specification wants each group of bullets on. */
const homes: Readonly<Record<keyof typeof bullets, string>> = {
  executive: 'executive-overview',
  operations: 'operations-monitoring',
  development: 'development-metrics',
  users: 'user-experience',
  success: 'service-levels',
};

const panelsOf = (uid: string) =>
  dashboards.find((one) => one.uid === uid)?.panels.map(({ panel }) => panel) ?? [];

/** Bullets that no panel of their dashboard answers. */
function unanswered(panels: typeof panelsOf): readonly string[] {
  return Object.entries(bullets).flatMap(([group, of]) =>
    Object.values(of).filter(
      (bullet) =>
        !panels(homes[group as keyof typeof bullets]).some(({ answers }) => answers.includes(bullet)),
    ),
  );
}

describe('the key metrics of the specification', () => {
  it('are five for each of the four dashboards, and five groups of success metrics', () => {
    assert.deepEqual(
      Object.values(bullets).map((of) => Object.keys(of).length),
      [5, 5, 5, 5, 5],
    );
  });

  it('are all answered by a panel of their dashboard', () => assert.deepEqual(unanswered(panelsOf), []));

  it('would be missed if a panel went: the gate is seen to close', () => {
    const gone = (uid: string) =>
      panelsOf(uid).filter(({ title }) => title !== 'Resource utilisation' && !/cost/i.test(title));
    assert.deepEqual(unanswered(gone), ['executive: cost efficiency and resource utilisation']);
  });

  it('give every panel a reason to be there', () => {
    const idle = dashboards.flatMap(({ uid, panels }) =>
      panels.filter(({ panel }) => panel.answers.length === 0).map(({ panel }) => `${uid} › ${panel.title}`),
    );
    assert.deepEqual(idle, []);
  });
});

describe('each dashboard', () => {
  const asked = {
    'executive-overview': { refresh: '5m', interval: '5m', lag: undefined },
    'operations-monitoring': { refresh: '30s', interval: undefined, lag: undefined },
    'development-metrics': { refresh: '30s', interval: '1m', lag: undefined },
    'user-experience': { refresh: '1m', interval: '1m', lag: '1m' },
    'service-levels': { refresh: '1m', interval: '1m', lag: undefined },
  } as const;
  for (const dashboard of dashboards) {
    it(`${dashboard.uid} refreshes, aggregates and lags as the specification says`, () => {
      const json = dashboard.json as {
        refresh: string;
        timepicker?: { nowDelay?: string };
        panels: { interval?: string; targets?: unknown[]; type: string }[];
      };
      const wanted = asked[dashboard.uid as keyof typeof asked];
      assert.equal(json.refresh, wanted.refresh);
      assert.equal(json.timepicker?.nowDelay, wanted.lag);
      // Lines are shown as they are: only what is measured is put together by intervals.
      for (const panel of json.panels.filter(({ targets, type }) => targets && type !== 'logs'))
        assert.equal(panel.interval, wanted.interval);
    });

    it(`${dashboard.uid} answers "is it fine?" first, with judged tiles`, () => {
      const first = dashboard.panels
        .filter(({ row }) => row === dashboard.panels[0]?.row)
        .map(({ panel }) => panel);
      assert.ok(first.length >= 5 && first.every(({ type }) => type === 'stat'));
      assert.ok(first.filter(({ thresholds }) => thresholds).length >= 5);
    });

    it(`${dashboard.uid} asks a question in every description`, () => {
      const plain = dashboard.panels
        .filter(({ panel }) => !/[?]/.test(panel.description))
        .map(({ panel }) => panel.title);
      assert.deepEqual(plain, []);
    });
  }
});
