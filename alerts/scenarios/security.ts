import { ends, feed, fires, gap, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
import { up } from '../../catalog/monitoring.ts';
import {
  authAttempts,
  configIntegrity,
  securityModuleBypass,
  sensitiveDataExposures,
} from '../../catalog/security.ts';
import {
  authFailures,
  configurationCorrupted,
  dataExposed,
  moduleBypassed,
  unauthorizedAccess,
} from '../security.ts';
import { here } from './here.ts';

const process = { job: 'claude-framework', instance: 'a:8080' } as const;
const there = feed(up, process, hold(1));
const outage = feed(up, process, hold(1, '630s'), hold(0, '450s'), hold(1));

const login = { ...here, ...process, method: 'token', outcome: 'failure' } as const;
const refused = (count: number) => ({
  labels: here,
  summary: `${count} attempts to get in were refused within a minute.`,
});

const module = { ...here, module: 'threat-modeling', detection: 'policy' } as const;
const bypassed = {
  labels: module,
  summary: 'The security module threat-modeling was bypassed (policy).',
};
const leak = { ...here, data_class: 'secret', channel: 'log' } as const;
const exposed = { labels: leak, summary: 'Sensitive data (secret) left through log.' };

/** What the rules about security must do. */
export const security: ScenarioFile = {
  name: 'security',
  scenarios: [
    scenario('eleven refused logins within a minute page, for five minutes', {
      given: [
        there,
        feed(authAttempts, login, hold(500, '5m'), hold(506, '15s'), hold(506)),
        feed(authAttempts, { ...login, outcome: 'denied' }, hold(3, '330s'), hold(8)),
      ],
      expect: [fires(unauthorizedAccess, '5m30s', refused(11)), ends(unauthorizedAccess, '11m')],
    }),
    scenario('ten within a minute do not, nor do successes', {
      given: [
        there,
        feed(authAttempts, login, hold(500, '5m'), hold(510)),
        feed(authAttempts, { ...login, outcome: 'success' }, grow(100)),
      ],
      expect: [quiet(unauthorizedAccess, '20m')],
    }),
    scenario('thirty in ten minutes do not', {
      given: [there, feed(authAttempts, login, hold(0, '5m'), grow(3, '10m'), hold(30))],
      expect: [quiet(unauthorizedAccess, '20m')],
    }),
    scenario('a counter that is born at twelve counts', {
      given: [there, feed(authAttempts, login, gap('5m'), hold(12))],
      expect: [fires(unauthorizedAccess, '5m', refused(12))],
    }),
    scenario('and it is born once: one that starts anew a minute later is none', {
      given: [there, feed(authAttempts, login, gap('5m'), hold(20, '75s'), hold(11))],
      expect: [records(authFailures, '375s', here)],
    }),
    scenario('it counts as soon as its process has been there for a minute', {
      given: [feed(up, process, hold(0, '5m'), hold(1)), feed(authAttempts, login, gap('390s'), hold(12))],
      expect: [fires(unauthorizedAccess, '390s', refused(12))],
    }),
    scenario('a process that starts anew, or that could not be scraped for a while, does not', {
      given: [outage, feed(authAttempts, login, hold(500, '5m'), hold(20, '5m'), gap('8m'), hold(20))],
      expect: [quiet(unauthorizedAccess, '30m')],
    }),
    scenario('a bypassed module pages at once, and for a quarter of an hour after', {
      given: [there, feed(securityModuleBypass, { ...module, ...process }, hold(3, '10m'), hold(4))],
      expect: [fires(moduleBypassed, '10m', bypassed), ends(moduleBypassed, '30m')],
    }),
    scenario('a bypass that is the first of its kind does too', {
      given: [there, feed(securityModuleBypass, { ...module, ...process }, gap('10m'), hold(1))],
      expect: [fires(moduleBypassed, '10m', bypassed), ends(moduleBypassed, '30m')],
    }),
    scenario('a bypass from before an outage does not', {
      given: [
        outage,
        feed(securityModuleBypass, { ...module, ...process }, hold(3, '10m'), gap('8m'), hold(3)),
      ],
      expect: [quiet(moduleBypassed, '40m')],
    }),
    scenario('no bypass does not', {
      given: [there, feed(securityModuleBypass, { ...module, ...process }, gap('10m'), hold(0))],
      expect: [quiet(moduleBypassed, '40m')],
    }),
    scenario('data that leaves pages at once, and for a quarter of an hour after', {
      given: [there, feed(sensitiveDataExposures, { ...leak, ...process }, hold(3, '10m'), hold(4))],
      expect: [fires(dataExposed, '10m', exposed), ends(dataExposed, '30m')],
    }),
    scenario('data that leaves for the first time does too', {
      given: [there, feed(sensitiveDataExposures, { ...leak, ...process }, gap('10m'), hold(1))],
      expect: [fires(dataExposed, '10m', exposed), ends(dataExposed, '30m')],
    }),
    scenario('data that left before an outage does not', {
      given: [
        outage,
        feed(sensitiveDataExposures, { ...leak, ...process }, hold(3, '10m'), gap('8m'), hold(3)),
      ],
      expect: [quiet(dataExposed, '40m')],
    }),
    scenario('data that never left does not', {
      given: [there, feed(sensitiveDataExposures, { ...leak, ...process }, gap('10m'), hold(0))],
      expect: [quiet(dataExposed, '40m')],
    }),
    scenario('a configuration that one instance finds corrupt for half a minute is corrupt', {
      given: [
        feed(configIntegrity, { ...here, ...process, config_name: 'permissions' }, hold(1, '5m'), hold(0)),
        feed(configIntegrity, { ...here, instance: 'b:8080', config_name: 'permissions' }, hold(1)),
      ],
      expect: [
        fires(configurationCorrupted, '5m30s', {
          labels: { ...here, config_name: 'permissions' },
          summary: 'The configuration permissions is corrupt.',
        }),
      ],
    }),
    scenario('one bad read is none', {
      given: [
        feed(
          configIntegrity,
          { ...here, config_name: 'permissions' },
          hold(1, '5m'),
          hold(0, '30s'),
          hold(1),
        ),
      ],
      expect: [quiet(configurationCorrupted, '10m')],
    }),
  ],
};
