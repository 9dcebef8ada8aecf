import './root.ts';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  askScene,
  type DashboardJson,
  dashboardSvg,
  fontMeasure,
  prometheusClient,
  Rasterizer,
  themes,
} from '../services/viewer/index.ts';
import { type Command, main } from '../src/cli/command.ts';
import { load } from '../src/cli/load.ts';
import { grafanaOutputs } from '../src/compile/grafana.ts';
import { drawnPath, drawnText, pictureDigest, picturesFolder, readDrawn } from '../src/compile/pictures.ts';
import { secondsOf } from '../src/model/duration.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import type { Project } from '../src/model/project.ts';
import { interruptible } from './stack/interruptible.ts';
import { historyLevels } from './stack/recorded-project.ts';
import { openRecording, recordedUntil } from './stack/recording.ts';

const width = 1432;
/** Pixels from one point of a line to the next: a picture that nobody zooms into. */
const coarse = 3;

const command: Command = {
  name: 'render',
  summary:
    'Draws every dashboard, without a browser, with a recorded day: an SVG and a PNG, the same bytes each time.',
  words: '[uid...]',
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where the pictures go (default docs/pictures)' },
    theme: { type: 'string', value: 'NAME', help: 'dark or light (default dark)' },
    hours: { type: 'string', value: 'N', help: 'hours of the recording (default 26)' },
    seed: { type: 'string', value: 'N', help: 'seed of the simulation (default 1)' },
    url: {
      type: 'string',
      value: 'URL',
      help: 'draw what a Prometheus answers now, instead of the recording',
    },
  },
  async run({ values, words }) {
    const say = (line: string) => {
      if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
    };
    const theme = themes[themeOf(values.theme)];
    const out = values.out ?? picturesFolder;
    const { project } = await load(() => import('./project.ts'));
    const compiled = grafanaOutputs(project)
      .filter(({ path }) => /dashboards\/[^/]+\.json$/.test(path))
      .map(({ text }) => JSON.parse(text) as DashboardJson);
    const wanted = words.length === 0 ? compiled : words.map((uid) => found(compiled, uid));
    const { signal } = interruptible();
    const spec = {
      levels: historyLevels(project),
      hours: whole('hours', values.hours, 26),
      seed: whole('seed', values.seed, 1),
      say,
      signal,
    };
    const recording = values.url === undefined ? await openRecording(spec) : undefined;
    // What the repository keeps is drawn from the recording as it is without options.
    const isKept = Object.values({ ...values }).every((value) => value === undefined);
    const rasterizer = new Rasterizer();
    try {
      const client = prometheusClient(recording?.prometheus.url ?? (values.url as string));
      const now = recording ? recordedUntil * 1000 : Date.now();
      // A recording has no rules at work, so nobody could say since when an alert fires.
      const alerts = recording ? undefined : await client.alerts();
      const dashboards = compiled.map(({ uid, title, tags = [] }) => ({
        uid,
        title,
        tags,
        href: `/d/${uid}`,
      }));
      const scrape = secondsOf(project.prometheus.interval) * 1000;
      const measure = fontMeasure();
      mkdirSync(out, { recursive: true });
      for (const dashboard of wanted) {
        signal.throwIfAborted();
        const scene = await askScene(dashboard, { client, now, width, scrape, coarse, alerts, dashboards });
        const svg = dashboardSvg(scene, { width, theme, measure });
        write(out, `${dashboard.uid}.svg`, svg);
        write(out, `${dashboard.uid}.png`, rasterizer.png(svg));
      }
      if (isKept) {
        const drawn = wanted.map(({ uid }) => [uid, digestOf(project, uid)]);
        const before = words.length === 0 ? {} : readDrawn(process.cwd());
        write('.', drawnPath, drawnText({ ...before, ...Object.fromEntries(drawn) }));
      }
      // A picture of a dashboard that is gone shows what is not there any longer.
      if (words.length === 0 && isKept)
        for (const name of readdirSync(out))
          if (/\.(svg|png)$/.test(name) && !compiled.some(({ uid }) => name.startsWith(`${uid}.`)))
            rmSync(join(out, name));
      return exitCode.ok;
    } finally {
      rasterizer.close();
      await recording?.close();
    }
  },
};

function write(folder: string, name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
  process.stdout.write(`${join(folder, name)}  ${Math.ceil(content.length / 1000)} kB\n`);
}

function digestOf(project: Project, uid: string): string {
  const dashboard = project.dashboards.find((one) => one.uid === uid);
  return dashboard ? pictureDigest(dashboard, project) : '';
}

function found(compiled: readonly DashboardJson[], uid: string): DashboardJson {
  const dashboard = compiled.find((one) => one.uid === uid);
  if (dashboard) return dashboard;
  throw new Failure(`there is no dashboard ${uid}`, {
    why: `there are ${compiled.map((one) => one.uid).join(', ')}`,
    next: 'npm run render, which draws all of them',
    exit: exitCode.usage,
  });
}

function themeOf(name = 'dark'): 'dark' | 'light' {
  if (name === 'dark' || name === 'light') return name;
  throw new Failure(`there is no theme ${name}`, {
    next: 'npm run render -- --theme light',
    exit: exitCode.usage,
  });
}

function whole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Failure(`--${name} ${text} is not a whole number above 0`, {
    next: `npm run render -- --${name} ${otherwise}`,
    exit: exitCode.usage,
  });
}

await main(command);
