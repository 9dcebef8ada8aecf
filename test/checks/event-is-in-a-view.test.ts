import { type LogEvent, logView } from '#lib';
import { eventIsInAView } from '../../src/checks/event-is-in-a-view.ts';
import { ended, raised } from '../support/log-specimen.ts';
import { tells } from './fixture.ts';
import { kibana } from './kibana-shown.ts';

const reads = (...views: readonly (readonly LogEvent[])[]) => ({
  ...kibana({
    views: views.map((events, at) => ({
      view: logView({ id: `view-${at}`, title: 'Some', pattern: 'framework-logs-*', events }),
      tags: [],
      links: {},
    })),
  }),
  events: { commands: [ended], errors: [raised] },
});

const unseen = (event: string) =>
  `no view of kibana/views.ts has ${event}: it would be stored, and no field of it could be asked for`;

tells(eventIsInAView, {
  'one view of all': { of: reads([ended, raised]) },
  'a view for each': { of: reads([ended], [raised]) },
  'an event that is left out': {
    of: reads([raised]),
    says: [[unseen('command_ended')]],
  },
  'no view at all': {
    of: reads(),
    says: [[unseen('command_ended')], [unseen('error_raised')]],
  },
});
