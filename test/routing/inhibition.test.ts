import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { routing } from '../../alerts/routing.ts';
import { alertmanager as server } from '../../platform/alertmanager.ts';
import { alertmanagerConfig } from '../../src/compile/alertmanager.ts';
import { type PostedAlert, until, withAlertmanager } from '../support/alertmanager.ts';
import { withoutAlertmanager } from '../support/amtool.ts';

// A real Alertmanager is told of alerts and asked which of them are kept quiet. It has nobody to tell.

const silent = { ...routing, receivers: routing.receivers.map(({ name }) => ({ name, integrations: [] })) };

const alert = (
  alertname: string,
  severity: string,
  labels: Readonly<Record<string, string>> = {},
): PostedAlert => ({
  labels: { alertname, severity, subject: 'commands', level: '1', environment: 'production', ...labels },
});
const symptoms = [
  alert('ErrorsCritical', 'critical', { subject: 'availability' }),
  alert('GateHigh', 'high', { subject: 'quality-gates' }),
  alert('DiskHigh', 'high', { subject: 'capacity' }),
  alert('Intrusion', 'critical', { subject: 'security' }),
  alert('Trigger', 'critical', { response: 'high_error_rate' }),
  alert('Executives', 'critical', { subject: 'incidents', level: 'executive' }),
  alert('StagingHigh', 'high', { environment: 'staging' }),
];
const table: Readonly<
  Record<string, { readonly of: readonly PostedAlert[]; readonly quiet: readonly string[] }>
> = {
  'alone, each is heard': { of: symptoms, quiet: [] },
  'an outage silences its symptoms, but neither causes, intruders, triggers and executives nor other environments':
    {
      of: [...symptoms, alert('FrameworkUnavailable', 'critical', { subject: 'availability' })],
      quiet: ['ErrorsCritical', 'GateHigh'],
    },
  'a critical alert silences what is less urgent about the same subject, and no other': {
    of: [
      alert('Critical', 'critical'),
      alert('High', 'high'),
      alert('Medium', 'medium'),
      alert('Low', 'low'),
      alert('OtherHigh', 'high', { subject: 'sessions' }),
      alert('Twin', 'critical'),
    ],
    quiet: ['High', 'Low', 'Medium'],
  },
  'a high alert silences what is less urgent about the same subject': {
    of: [alert('High', 'high'), alert('Medium', 'medium'), alert('OtherLow', 'low', { subject: 'sessions' })],
    quiet: ['Medium'],
  },
  'what only programs and executives hear silences nobody': {
    of: [
      alert('Trigger', 'critical', { response: 'high_error_rate' }),
      alert('Executives', 'critical', { level: 'executive' }),
      alert('High', 'high', { subject: 'commands' }),
      alert('OtherTrigger', 'high', { subject: 'sessions', response: 'high_error_rate' }),
      alert('Medium', 'medium', { subject: 'sessions' }),
    ],
    quiet: [],
  },
  'of security everything is heard': {
    of: [
      alert('Critical', 'critical', { subject: 'security' }),
      alert('High', 'high', { subject: 'security' }),
    ],
    quiet: [],
  },
};

for (const [sentence, { of, quiet }] of Object.entries(table))
  test(sentence, { skip: withoutAlertmanager }, () =>
    withAlertmanager(alertmanagerConfig(silent, server), { 'secrets/smtp_password': '' }, async (running) => {
      await running.send(of);
      const expected = Object.fromEntries(
        of
          .map(({ labels }) => labels.alertname ?? '')
          .sort()
          .map((name) => [name, quiet.includes(name)]),
      );
      // It takes in alerts one by one, and what it says must still hold a moment after it knows them all.
      await until(async () => Object.keys(await running.inhibited()).length === of.length);
      await sleep(700);
      assert.deepEqual(await running.inhibited(), expected);
    }),
  );
