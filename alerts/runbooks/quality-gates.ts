import {
  above,
  anyOf,
  ask,
  burnRunbooks,
  divide,
  increase,
  min,
  not,
  type RunbookFile,
  rate,
  runbook,
  sortDesc,
  sum,
  topk,
  where,
} from '#lib';
import { qualityGateChecks, testCoverage } from '../../catalog/quality-gates.ts';
import { complianceLow, failuresHigh, gateCompliance } from '../quality-gates.ts';
import { whatWasDeployed } from './questions.ts';
import { rollBack } from './steps.ts';

const executed = where(qualityGateChecks, { status: not('skipped') });
const bad = where(qualityGateChecks, { status: anyOf('failed', 'error') });

const whichGates = ask(
  'Which gates fail?',
  sortDesc(
    divide(
      sum(rate(bad, '1h'), { by: ['gate_type'] }),
      above(sum(rate(executed, '1h'), { by: ['gate_type'] }), 0),
    ),
  ),
  'Share of an hour. One gate alone: its rule or its tool changed. `tdd` and `code_quality` together: one large piece of work that is not ready. All of them: the gates themselves.',
);

const failedOrErred = ask(
  'Do checks fail, or can they not run?',
  sum(increase(qualityGateChecks, '1h'), { by: ['gate_type', 'status'] }),
  'Checks of an hour. `failed` is a verdict about the work; `error` is a gate that could not give one: its tool, its time limit, its configuration. Many `skipped` ones: somebody reduced the scope.',
);

const howBad = ask(
  'How serious is what they guard?',
  sum(increase(bad, '1h'), { by: ['gate_type', 'severity'] }),
  '`critical` checks of `security`: stop the release. `low` ones can wait for the next working day.',
);

const steps = [
  'Mostly `error`: repair the gate (its tool, its time limit), and run the checks of the last hour again. The work is not to blame.',
  `One gate, since a change of its rule: revert that change. Since a deployment of the framework: roll back, ${rollBack}.`,
  'One piece of work: tell its author; nothing else is wrong. It must not be merged until it passes.',
  'Never lower a limit to make this alert go away: change the objective in the open, with a review.',
] as const;

/** Runbooks of this subject. */
export const qualityGates: RunbookFile = {
  name: 'quality-gates',
  runbooks: [
    runbook(failuresHigh, {
      meaning:
        'More than a fifth of the quality checks that were executed in ten minutes failed, and at least five did. Warnings pass, skipped checks do not count.',
      impact:
        'Work is held back. If the gates are right, it would have been broken; if they are wrong, everybody waits for nothing.',
      diagnosis: [whichGates, failedOrErred, howBad, whatWasDeployed],
      mitigation: steps,
    }),
    runbook(complianceLow, {
      meaning:
        'Over an hour, and for ten minutes of it, less than 85 % of the checks passed, and at least ten failed. 90 % are promised over 30 days.',
      impact:
        'Nobody is blocked yet. A tenth may fail over 30 days; at this pace that budget lasts 20 days at most, and less where some of it is spent.',
      diagnosis: [
        whichGates,
        howBad,
        ask(
          'Is test coverage falling?',
          topk(5, min(testCoverage, { by: ['module_category', 'project_type'] })),
          'Per cent, as of the last full run. Compare with `offset 7d`: new code without tests shows here first.',
        ),
        failedOrErred,
      ],
      mitigation: steps,
    }),
    ...burnRunbooks(gateCompliance, {
      meaning:
        'Counted are executed checks; bad are those that failed or could not run. With fewer than twelve of those within the longer window nobody is told. A tenth may fail, so even if all of them did, the budget would burn at 10: the fastest alert does not exist here.',
      impact: 'Work does not meet its standards, or is held back by gates that are wrong.',
      diagnosis: [whichGates, failedOrErred, howBad],
      mitigation: [...steps, 'When the budget is spent: a week of repairs before new features.'],
    }),
  ],
};
