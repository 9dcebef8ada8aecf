import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutAlertmanager, withoutAmtool } from './amtool.ts';

// The others are skipped where they are missing, so that one cause is told once.
test('amtool and Alertmanager are installed', () => {
  assert.ok(
    !withoutAmtool && !withoutAlertmanager,
    'amtool and Alertmanager are not on the PATH: type "apt-get install prometheus-alertmanager", or see prometheus.io/download',
  );
});
