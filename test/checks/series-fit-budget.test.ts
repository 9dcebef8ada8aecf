import { seriesFitBudget } from '../../src/checks/series-fit-budget.ts';
import { health, project, response, tells } from './fixture.ts';

tells(seriesFitBudget, {
  'closed labels that make more label sets than the budget': {
    of: project({ metrics: [{ ...health, budget: 1 }] }),
    says: [['the closed labels alone make 2 label sets, and the budget is 1']],
  },
  'a label with more values than it may have': {
    of: project({
      metrics: [{ ...health, declared: { component: { values: ['api', 'auth'], closed: true, budget: 1 } } }],
    }),
    says: [['the label component has 2 values and a budget of 1']],
  },
  'a job with more series than a scrape may bring': {
    of: project({ metrics: [{ ...response, budget: 5000 }] }),
    says: [
      [
        'one target of the job may expose 35,000 series, and a scrape of more than 25,000 samples is dropped whole',
      ],
    ],
  },
  'an open label under a cap': { of: project() },
});
