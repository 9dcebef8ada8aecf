import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawDashboards } from '../../scripts/diff/draw-dashboards.ts';
import { diffSite } from '../../scripts/diff/site.ts';
import { replayedAlerts } from '../../src/cli/diff/backtests.ts';
import { ruleSides } from '../../src/cli/diff/pictures.ts';
import { compiled, Edited, revision } from '../review/outputs/edited.ts';
import { withoutPrometheus } from '../support/promtool.ts';

const share = 'environment:framework_session_failures:ratio_rate15m';
const interruption = () => new AbortController().signal;
const say = () => {};

const board = (uid: string, expr: string) => ({
  uid,
  title: uid,
  time: { from: 'now-3h', to: 'now' },
  panels: [
    {
      id: 1,
      type: 'stat',
      title: 'Share',
      gridPos: { x: 0, y: 0, w: 12, h: 6 },
      targets: [{ refId: 'A', expr, instant: true, datasource: { type: 'prometheus', uid: 'p' } }],
      datasource: { type: 'prometheus', uid: 'p' },
      fieldConfig: { defaults: { unit: 'none' }, overrides: [] },
      options: { reduceOptions: { calcs: ['lastNotNull'] } },
    },
  ],
});

describe('over a real recording', { skip: withoutPrometheus }, () => {
  test('a dashboard is drawn as each version recorded what it reads', async () => {
    const of = new Edited();
    // The dashboard stays as it is: what it reads is recorded by another rule.
    of.rules(
      'sessions',
      '            sum by (environment) (rate(framework_sessions_ended_total{outcome=~"failure|timeout"}[15m]))\n            or',
      '            7 + sum by (environment) (rate(framework_sessions_ended_total{outcome=~"failure|timeout"}[15m]))\n            or',
    );
    const rules = ruleSides(revision('before', compiled), revision('after', of.texts));
    const same = board('words', 'framework_active_sessions');
    const found = await drawDashboards({
      dashboards: [
        {
          uid: 'recorded',
          title: 'Recorded',
          before: board('recorded', share),
          after: board('recorded', share),
        },
        { uid: 'words', title: 'Words', before: same, after: { ...same, description: 'Why?' } },
        {
          uid: 'gone',
          title: 'Gone',
          before: board('gone', 'framework_gone_total'),
          after: board('gone', share),
        },
        { uid: 'new', title: 'New', after: board('new', 'framework_active_sessions') },
      ],
      rules,
      listed: { before: () => [], after: () => [] },
      themes: ['dark', 'light'],
      seed: 1,
      say,
      interruption,
    });
    const [recorded, words, gone, fresh] = ['recorded', 'words', 'gone', 'new'].map((uid) =>
      found.find((one) => one.uid === uid),
    );
    assert.ok(recorded?.before && recorded.after && !recorded.before.dark.equals(recorded.after.dark));
    assert.equal(recorded.before.note, undefined);
    assert.ok(!recorded.before.dark.equals(recorded.before.light), 'both faces');
    assert.deepEqual(recorded.before.dark.subarray(1, 4).toString(), 'PNG');
    assert.equal(words, undefined, 'what looks the same is not shown');
    assert.match(gone?.before?.note ?? '', /^The recording has no framework_gone_total: /);
    assert.equal(gone?.after?.note, undefined);
    assert.ok(fresh?.after && !fresh.before);
  });

  test('alerts are replayed that fire by other rules, and no others', async () => {
    const of = new Edited();
    of.rules('sessions', `${share} > 0.1\n`, `${share} >= 0\n`);
    of.rules('sessions', '>= 3', '>= 0');
    of.rules('users', 'alert: FrameworkUserFeedbackScoreDecline', 'alert: FrameworkUsersUnhappy');
    of.rules('commands', 'severity: critical', 'severity: high');
    const rules = ruleSides(revision('before', compiled), revision('after', of.texts));
    const { openLocal } = diffSite(async () => assert.fail('nothing is compiled'));
    const options = { openLocal, hours: 4, seed: 1, say, interruption };
    const found = await replayedAlerts(rules, options);
    assert.deepEqual(found.map(({ alert }) => alert).sort(), [
      'FrameworkSessionFailureRateHigh',
      'FrameworkUserFeedbackScoreDecline',
      'FrameworkUsersUnhappy',
    ]);
    const failing = found.find(({ alert }) => alert === 'FrameworkSessionFailureRateHigh');
    assert.equal(failing?.isSame, false);
    assert.deepEqual(
      failing?.result?.versions.map(({ which, replays }) => [which, replays[0]?.firings.length]),
      [
        ['before', 0],
        ['after', 1],
      ],
    );
    assert.equal(failing?.result?.to, Date.UTC(2026, 2, 10, 15, 30) / 1000, 'the same day each time');
    const notes = found.flatMap(({ alert, note }) => (note ? [alert] : []));
    assert.deepEqual(
      notes,
      ['FrameworkUserFeedbackScoreDecline', 'FrameworkUsersUnhappy'],
      'they look back a week',
    );
  });
});
