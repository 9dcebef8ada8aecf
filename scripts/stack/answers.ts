import { setTimeout as sleep } from 'node:timers/promises';
import { ownJobs } from '../../catalog/index.ts';
import { answerableBy } from '../../src/engine/answerable.ts';
import { choicesOf, type Question, questionsOf, type Values } from '../../src/engine/questions.ts';
import type { Dashboard } from '../../src/model/dashboard.ts';
import type { Project } from '../../src/model/project.ts';
import type { PrometheusApi } from '../../src/providers/prometheus.ts';

/** What a server answered to a question. */
export interface Answer extends Question {
  readonly series: number;
  /** Newest value of its first series. */
  readonly value?: number;
  /** The server's refusal. */
  readonly error?: string;
}

/** Whether a question was answered with data, if there has to be any. */
export const isAnswered = ({ series, error, optional }: Answer): boolean =>
  error === undefined && (series > 0 || optional === true);

/**
 * Puts every query of a project to a server, but for those that nothing scraped here, or nothing so
 * far back, could answer; those that come back empty again until `patience` seconds are over: rules need a first evaluation, rates a second scrape.
 */
export async function ask({
  project,
  api,
  jobs,
  hours,
  patience,
  signal,
}: {
  readonly project: Project;
  readonly api: PrometheusApi;
  readonly jobs: readonly string[];
  /** Hours of history there are. */
  readonly hours: number;
  readonly patience: number;
  readonly signal?: AbortSignal;
}): Promise<readonly Answer[]> {
  const begun = Date.now();
  const deadline = begun + patience * 1000;
  const values = await patiently(() => valuesOf(project.dashboards, api), deadline, signal);
  const can = answerableBy(project, {
    jobs,
    old: hours > 0 ? ownJobs.map(({ name }) => name) : [],
    past: hours * 3600,
  });
  const questions = questionsOf(project, (dashboard) => values.get(dashboard) ?? {}, can);
  const answers = new Map<Question, Answer>();
  let open = questions;
  for (;;) {
    await each(open, 8, async (question) => answers.set(question, await one(question, api)));
    const late = Date.now() > begun + (patience * 1000) / 3;
    open = open.filter((question) => {
      const answer = answers.get(question) as Answer;
      // What may be missing is waited for as long as what is there needs to appear.
      return question.optional ? !late && answer.series === 0 : !isAnswered(answer);
    });
    if (open.length === 0 || Date.now() > deadline || signal?.aborted) break;
    // Woken by an interruption, which the condition above then sees.
    await sleep(2000, undefined, { signal }).catch(() => {});
  }
  return questions.map((question) => answers.get(question) as Answer);
}

/** Asks again where nobody answers: a server that was ended is being started again. */
async function patiently<Reply>(
  task: () => Promise<Reply>,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  for (;;) {
    try {
      return await task();
    } catch (error) {
      if (Date.now() > deadline || signal?.aborted) throw error;
      await sleep(1000, undefined, { signal }).catch(() => {});
    }
  }
}

/** Does something for each item, a few at a time. */
async function each<Item>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function one(question: Question, api: PrometheusApi): Promise<Answer> {
  try {
    const samples = await api.query(question.expr);
    // NaN is what a quantile of nothing gives: Grafana draws nothing for it.
    const seen = samples.filter(({ value }) => !Number.isNaN(value));
    return { ...question, series: seen.length, ...(seen[0] && { value: seen[0].value }) };
  } catch (error) {
    return { ...question, series: 0, error: (error as Error).message };
  }
}

/** What each dashboard opens with: "all" where that is offered, else the first value that the server knows. */
async function valuesOf(
  dashboards: readonly Dashboard[],
  api: PrometheusApi,
): Promise<ReadonlyMap<Dashboard, Values>> {
  const all = new Map<Dashboard, Values>();
  for (const dashboard of dashboards) {
    const values: Record<string, string> = {};
    for (const variable of dashboard.variables) {
      const { from } = variable;
      if (variable.all) values[variable.variable] = '.*';
      else if (from.type === 'list') values[variable.variable] = from.values[0] ?? '';
      else if (from.type === 'text') values[variable.variable] = from.value;
      else {
        const { label, selector } = choicesOf(variable, values) as { label: string; selector: string };
        values[variable.variable] = (await api.labelValues(label, selector))[0] ?? '';
      }
    }
    all.set(dashboard, values);
  }
  return all;
}
