import {
  above,
  ask,
  equal,
  increase,
  max,
  min,
  type RunbookFile,
  runbook,
  subtract,
  sum,
  time,
  topk,
  where,
} from '#lib';
import { apiRequests } from '../../catalog/availability.ts';
import {
  authAttempts,
  configIntegrity,
  configLastVerified,
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
import { whatWasDeployed, whichInstancesAnswer } from './questions.ts';
import { rollBack } from './steps.ts';

const whoKnows =
  'PagerDuty calls security on call, who answer within 5 minutes and lead. Speak about it in #security-incidents only: an attacker may read the other channels.';

/** Runbooks of this subject. */
export const security: RunbookFile = {
  name: 'security',
  runbooks: [
    runbook(unauthorizedAccess, {
      meaning:
        'More than ten attempts to get in were refused within a minute, counted exactly. `failure` is a wrong credential, `denied` a right one without the permission. The alert goes on for five minutes after the last such minute.',
      impact:
        'Somebody tries credentials, or a program of ours has an old one. Until you know which, take it for an attack.',
      diagnosis: [
        ask(
          'By which way, and how were they refused?',
          sum(increase(authAttempts, '5m'), { by: ['method', 'outcome'] }),
          'Attempts of five minutes. `token` or `api_key` with `failure` at an even rate: a program with an old credential. `sso` with `failure`: passwords are tried. `denied`: somebody who is in looks for what else opens.',
        ),
        ask(
          'Did one of them succeed?',
          sum(increase(where(authAttempts, { outcome: 'success' }), '5m'), { by: ['method'] }),
          'More than usual by the method under attack: somebody may be in. Treat it as a breach.',
        ),
        ask(
          'Where do they knock?',
          topk(
            5,
            sum(increase(where(apiRequests, { status_code: '4xx' }), '5m'), { by: ['endpoint', 'method'] }),
          ),
          'Refused requests of five minutes by route. Many routes once each is somebody who explores.',
        ),
        ask('Is it still going on?', authFailures, 'Refused attempts of the last minute.'),
      ],
      mitigation: [
        'Find the sources in the access log: the addresses with the most answers 401 and 403 of the last ten minutes. Block them at the edge.',
        'One address within our network with one token: a program with an old credential. Tell its owner, renew it; then this was a false alarm, so say so in the review.',
        'One account from many addresses: lock the account and call its owner.',
        'A success among the failures: revoke the sessions and tokens of that account, keep the logs, and go on as with a breach.',
        'Do not restart instances: memory and connections are evidence.',
      ],
      escalation: whoKnows,
    }),
    runbook(moduleBypassed, {
      meaning:
        'Something ran without a security module that must see it first. Every single time pages. `detection` says how it was noticed: `policy` (it was configured away), `missing_gate` (it was never called), `override` (somebody asked for it), `tamper` (the module is not what was signed).',
      impact:
        'Work that nobody looked at may be merged or released. With `tamper`, nothing that the module said lately can be trusted.',
      diagnosis: [
        ask(
          'Which modules, noticed how, and how often?',
          above(sum(increase(securityModuleBypass, '1h'), { by: ['module', 'detection'] }), 0),
          'Times of an hour; a first time may show as nothing, since there was no count before it. Once with `override`: ask who. Again and again: a configuration.',
        ),
        ask(
          'On which instances?',
          above(sum(increase(securityModuleBypass, '1h'), { by: ['instance'] }), 0),
          'One instance alone: it differs from the others. Take it out, and keep it as evidence.',
        ),
        ask(
          'Is the configuration sound?',
          equal(min(configIntegrity, { by: ['config_name'] }), 0),
          '`permissions` or `quality-gates` listed here explains `policy` and `missing_gate`.',
        ),
        whatWasDeployed,
      ],
      mitigation: [
        'Hold all merges and releases that went through since it began.',
        '`tamper`: take the instance out of use without stopping it, and restore the module from the signed release elsewhere.',
        `\`policy\` or \`missing_gate\`: restore the configuration; if a deployment changed it, roll back, ${rollBack}.`,
        '`override`: find who asked for it and whether it was approved. An approved one is written down in the incident, which is then closed.',
        'Let the module look at everything that passed without it, before the hold is lifted.',
      ],
      escalation: whoKnows,
    }),
    runbook(dataExposed, {
      meaning:
        'A sensitive value was found on its way out of the framework: a secret, a credential, personal data or source code. It is a breach until the opposite is known. The alert goes on for 15 minutes after each.',
      impact:
        'A secret that was seen is no secret. Personal data may have to be reported to the authorities, within 72 hours of now.',
      diagnosis: [
        ask(
          'What left, by which way?',
          above(sum(increase(sensitiveDataExposures, '1h'), { by: ['data_class', 'channel'] }), 0),
          'Values of an hour; a first one may show as nothing, since there was no count before it. `github` and `response` left the house. `log`, `trace` and `metric` are still within it.',
        ),
        ask(
          'Does it go on?',
          sum(increase(sensitiveDataExposures, '5m'), { by: ['instance', 'channel'] }),
          'Anything above 0: close that way first, ask later.',
        ),
        whatWasDeployed,
      ],
      mitigation: [
        'Close the way: `github`: make the repository or the issue private, or remove it; `response`: turn the command off; `log` and `trace`: stop shipping them.',
        '`secret` or `credential`: revoke and renew it now, whether or not anybody saw it.',
        'Note what, since when, who could see it, and who did (access logs of the way). Do not copy the value itself anywhere.',
        '`pii`: call the data protection officer today.',
        'Remove it: rewrite the commit and its forks’ caches, delete the log lines from the index and its snapshots.',
      ],
      escalation: `${whoKnows} \`pii\` is also told to the data protection officer, whatever the hour.`,
    }),
    runbook(configurationCorrupted, {
      meaning:
        'For 30 seconds the checksum or the schema of a configuration file has not held, on at least one instance.',
      impact:
        'The instance goes on with what it has in memory, and will not come up again after a restart. `permissions` corrupt: who may do what is no longer certain.',
      diagnosis: [
        ask(
          'Which files on which instances?',
          equal(configIntegrity, 0),
          'One instance: its disk, or somebody on that machine. All instances: a deployment, or the store that they read from.',
        ),
        ask(
          'When was it last verified?',
          max(subtract(time(), configLastVerified), { by: ['instance'] }),
          'Seconds. Hours: the verification itself hangs, and what it says is old.',
        ),
        whatWasDeployed,
        whichInstancesAnswer,
      ],
      mitigation: [
        'Do not restart: an instance that runs still has a sound configuration in memory.',
        'Keep a copy of the corrupt file, with its times and its owner.',
        'Restore the last signed version, and let the instance verify it. The value returns to 1 within a minute.',
        'Nobody deployed anything: take it for an attack, and call security.',
        'Truncated, or full of zeros, on one machine: its disk. Move the instance.',
      ],
      escalation: whoKnows,
    }),
  ],
};
