import { z } from 'zod';

// The part of GitHub's workflow syntax (docs.github.com/actions/reference/workflows-and-actions/workflow-syntax) that the workflows
// here use. Strict: what nobody looked up yet is refused.

const text = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const env = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), scalar);
const right = z.enum(['read', 'write', 'none']);
const permissions = z.strictObject({
  actions: right.optional(),
  contents: right.optional(),
  issues: right.optional(),
  'pull-requests': right.optional(),
});
const common = {
  name: text.optional(),
  id: z
    .string()
    .regex(/^[a-zA-Z_][\w-]*$/)
    .optional(),
  if: text.optional(),
  env: env.optional(),
  'continue-on-error': z.boolean().optional(),
};
const step = z.union([
  z.strictObject({ ...common, run: text }),
  z.strictObject({
    ...common,
    // A commit, since a tag can be moved.
    uses: z.string().regex(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/),
    with: z.record(z.string(), scalar).optional(),
  }),
]);

const concurrency = z.strictObject({ group: text, 'cancel-in-progress': z.boolean().optional() });

/** A step of a job. */
export type Step = z.output<typeof step>;

/** A file of .github/workflows/. */
export const workflowSchema = z.strictObject({
  name: text,
  on: z.strictObject({
    pull_request: z.null().optional(),
    push: z.strictObject({ branches: z.array(text) }).optional(),
    schedule: z.array(z.strictObject({ cron: z.string().regex(/^[\d*/,-]+( [\d*/,-]+){4}$/) })).optional(),
    workflow_dispatch: z.null().optional(),
    workflow_run: z
      .strictObject({ workflows: z.array(text), types: z.array(z.enum(['completed', 'requested'])) })
      .optional(),
  }),
  permissions,
  concurrency: concurrency.optional(),
  env: env.optional(),
  jobs: z.record(
    z.string().regex(/^[a-zA-Z_][\w-]*$/),
    z.strictObject({
      needs: text.optional(),
      if: text.optional(),
      environment: text.optional(),
      concurrency: concurrency.optional(),
      'runs-on': z.literal('ubuntu-24.04'),
      'timeout-minutes': z.number().int().positive(),
      permissions: permissions.optional(),
      outputs: z.record(z.string(), text).optional(),
      steps: z.array(step).min(1),
    }),
  ),
});
