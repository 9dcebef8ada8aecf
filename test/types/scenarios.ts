// Scenarios: series that go in are those of the catalog, and labels of alerts are those that their queries leave.
import { above, alert, feed, fires, grow, hold, rate, record, records, sum } from '#lib';
import { commands } from '../support/specimen.ts';

const byType = sum(rate(commands, '5m'), { by: ['command_type'] });
const busy = alert({ alert: 'Busy', when: above(byType, 5), severity: 'low', summary: 'Busy.' });
const recorded = record({ record: 'command_type:commands:rate5m', as: byType, help: 'Commands.' });

feed(commands, { status: 'success', command_type: 'task' }, hold(0, '5m'), grow(60));
fires(busy, '5m', { labels: { command_type: 'task' }, summary: 'Busy.' });
records(recorded, '5m', { command_type: 'task' }, 1);

// says: Type '"failed"' is not assignable to type '"failure" | "success"
// @ts-expect-error
feed(commands, { status: 'failed' }, hold(1));
// says: 'stauts' does not exist in type
// @ts-expect-error
feed(commands, { stauts: 'failure' }, hold(1));
// says: 'status' does not exist in type
// @ts-expect-error
fires(busy, '5m', { labels: { command_type: 'task', status: 'failure' }, summary: 'Busy.' });
// says: Property 'command_type' is missing in type
// @ts-expect-error
records(recorded, '5m', {}, 1);
