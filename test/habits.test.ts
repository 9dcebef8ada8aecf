import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importsIn, type SourceFile, unlisted } from '../src/cli/unlisted.ts';

// Habits that matter, held by a test. Each gate is a function over files, tried on a small bad example first: a gate that was
// never seen to fail may not be one.

const root = fileURLToPath(new URL('../', import.meta.url));

/** Who may import whom; a folder may always import itself. A name without a folder is a package. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  catalog: ['#lib'],
  // Links from traces and logs to metrics name a metric.
  datasources: ['catalog', '#lib'],
  // A recording rule is a metric too, so a dashboard reads alerts/ as it reads catalog/.
  dashboards: ['catalog', 'alerts', 'datasources', '#lib'],
  // A Kibana dashboard leads to the Grafana dashboard of the same subject.
  kibana: ['catalog', 'dashboards', '#lib'],
  alerts: ['catalog', '#lib'],
  platform: ['catalog', '#lib'],
  'src/index.ts': ['src/model', 'src/promql', 'src/builders'],
  'src/model': [],
  'src/promql': ['src/model', '@prometheus-io/lezer-promql', '@lezer/common', '@lezer/lr'],
  // A log event is a zod schema, from which everything else about it follows.
  'src/builders': [
    'src/promql',
    'src/kql',
    'src/logstash',
    'src/model',
    '@grafana/grafana-foundation-sdk',
    'zod',
  ],
  'src/kql': ['src/model'],
  // What an Elasticsearch does with documents, and what they take: pure functions.
  'src/elasticsearch': ['src/model'],
  // The language of pipelines: read by a grammar, run with the regular expressions of Ruby.
  'src/logstash': ['src/model', 'peggy', 'oniguruma-to-es', 'node:*'],
  'src/queries': ['src/model', 'src/promql'],
  'src/routing': ['src/model', 'src/promql'],
  'src/checks': [
    'src/model',
    'src/kql',
    'src/promql',
    'src/queries',
    'src/routing',
    'src/elasticsearch',
    'src/logstash',
  ],
  // zod reads back the list of files that an earlier build wrote.
  'src/compile': [
    'src/model',
    'src/kql',
    'src/promql',
    'src/queries',
    'src/routing',
    'src/elasticsearch',
    'src/logstash',
    'yaml',
    'handlebars',
    'zod',
    'node:*',
  ],
  'src/engine': ['src/model', 'src/promql', 'src/queries', 'node:*'],
  // Outputs are read back to be compared.
  'src/review': ['src/model', 'src/promql', 'diff', 'yaml'],
  'src/providers': ['src/model', 'axios', 'zod', 'node:*'],
  'src/cli': ['src/*', 'zod', 'node:*'],
  'services/instrumentation': ['catalog', '#lib', 'pino', 'prom-client', 'zod', 'node:*'],
  'services/responder': [
    'alerts',
    'catalog',
    'services/instrumentation',
    '#lib',
    'axios',
    'libsql',
    'zod',
    'node:*',
  ],
  // Drawing is the same in the browser and without one: a page is part of the service.
  'services/viewer': ['echarts', 'esbuild', '@resvg/resvg-js', 'node:*'],
  'services/simulator': ['services/instrumentation', 'catalog', '#lib', 'zod', 'node:*'],
};
/** Packages that have one place, wherever an arrow above would let them in. */
const keepers: Readonly<Record<string, RegExp>> = {
  '@grafana/grafana-foundation-sdk': /^src\/builders\//,
  axios: /^(src\/providers|services\/responder)\/http\.ts$/,
  libsql: /^services\/responder\/database\.ts$/,
  esbuild: /^services\/viewer\/server\/bundle\.ts$/,
  '@resvg/resvg-js': /^services\/viewer\/picture\/png\.ts$/,
};
/** Folders at the edge, which may import everything: entry points, tests, benchmarks. */
const edges = ['scripts', 'test', 'bench'];
const longest = 300;
/** Tables, read one row at a time, may be longer: a dashboard is a table of panels, a test one of sentences. */
const tables = /^((?:dashboards|kibana)\/[^/]+|test\/.+)\.ts$/;

const folders = ['catalog', 'dashboards', 'kibana', 'alerts', 'datasources', 'platform', 'services', 'src'];
const files: readonly SourceFile[] = [...folders, ...edges]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
  )
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What a file imports: a path from the root, `#lib`, `node:*`, or the name of a package. */
function imports({ path, text }: SourceFile): readonly string[] {
  return importsIn(text).map((name) => {
    if (name.startsWith('.')) return posix.join(dirname(path), name);
    if (name.startsWith('node:')) return 'node:*';
    const [scope, rest] = name.split('/');
    return name.startsWith('@') ? `${scope}/${rest}` : (scope ?? name);
  });
}

const within = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
/** The folder of the table that a file stands in. */
const home = (path: string): string | undefined => Object.keys(arrows).find((folder) => within(folder, path));

function strayImports(of: readonly SourceFile[]): readonly string[] {
  return of.flatMap((file) => {
    if (edges.some((edge) => within(edge, file.path))) return [];
    const from = home(file.path);
    if (!from) return [`${file.path}: no row of the table of arrows says what it may import`];
    const allowed = arrows[from] ?? [];
    return imports(file)
      .filter((to) => !within(from, to) || (keepers[to] && !keepers[to].test(file.path)))
      .filter(
        (to) =>
          (keepers[to] && !keepers[to].test(file.path)) ||
          !allowed.some((target) => within(target.replace(/(?<!:)\/\*$/, ''), to)),
      )
      .map((to) => `${file.path} imports ${to}; ${from} may import ${allowed.join(', ') || 'nothing'}`);
  });
}

function longFiles(of: readonly SourceFile[]): readonly string[] {
  return of
    .filter(({ path }) => !tables.test(path))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > longest)
    .map(({ path, lines }) => `${path} has ${lines} lines: split it by the ideas in it`);
}

function badNames(of: readonly SourceFile[]): readonly string[] {
  return of.flatMap(({ path, text }) => {
    const name = basename(path).replace(/(\.test|\.d)?\.ts$/, '');
    const exported = [...text.matchAll(/^export (?:\w+ )*?(?:const|function|class|interface|type) (\w+)/gm)];
    return [
      ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? [] : [`${path}: file names are kebab-case`]),
      ...(/(^|-)(utils?|helpers?|managers?|common|misc)(-|$)/.test(name)
        ? [`${path}: name the idea in it`]
        : []),
      ...exported
        .map(([, symbol]) => symbol ?? '')
        .filter((symbol) => /(Utils?|Helpers?|Manager|Impl)$|^(utils?|helpers?)$|^I[A-Z][a-z]/.test(symbol))
        .map((symbol) => `${path}: ${symbol} says nothing; name what it is`),
    ];
  });
}

/** Exported symbols of the engine without a doc comment: an editor would have nothing to show. */
function undocumented(of: readonly SourceFile[]): readonly string[] {
  return of
    .filter(({ path }) => within('src', path))
    .flatMap(({ path, text }) => {
      const lines = text.split('\n');
      const documented = new Set<string>();
      return lines.flatMap((line, at) => {
        const declared =
          /^export (?:declare )?(?:abstract )?(?:async )?(?:const|function\*?|class|interface|type|enum) (\w+)/;
        const name = declared.exec(line)?.[1];
        if (!name) return [];
        if (/\*\/\s*$/.test(lines[at - 1] ?? '')) documented.add(name);
        // The overloads of a function share the comment of the first.
        return documented.has(name) ? [] : [`${path}:${at + 1}: ${name} has no doc comment`];
      });
    });
}

const file = (path: string, text: string): SourceFile => ({ path, text });

describe('imports follow the arrows', () => {
  test('a stray import is noticed', () => {
    const bad = [
      file('src/model/unit.ts', "import { rate } from '../promql/range.ts';\n"),
      file('catalog/users.ts', "import { up } from '../src/promql/range.ts';\nimport x from 'axios';\n"),
      file(
        'src/compile/yaml.ts',
        "import type {\n  Panel,\n} from '@grafana/grafana-foundation-sdk/dashboard';\n",
      ),
      file('src/providers/grafana.ts', "import axios from 'axios';\n"),
      file('src/queries/paths.ts', "const fs = await import('node:fs');\nexport * from '../cli/main.ts';\n"),
      file('elsewhere/x.ts', ''),
    ];
    assert.equal(strayImports(bad).length, 8);
    const good = [
      file('src/cli/main.ts', "import { plan } from '../engine/plan.ts';\nimport './report.ts';\n"),
      file('src/builders/panel.ts', "import { Panel } from '@grafana/grafana-foundation-sdk/dashboard';\n"),
      file('src/providers/http.ts', "import axios from 'axios';\nimport fs from 'node:fs';\n"),
      file(
        'src/model/unit.ts',
        "// import { rate } from '../promql/range.ts';\nexport const x = `import 'axios';`;\n",
      ),
      file('alerts/users.ts', "import { above } from '#lib';\nimport { up } from '../catalog/users.ts';\n"),
    ];
    assert.deepEqual(strayImports(good), []);
  });
  test('in the whole tree', () => assert.deepEqual(strayImports(files), []));
});

describe(`no file is longer than ${longest} lines`, () => {
  test('a long one is noticed', () => {
    assert.equal(longFiles([file('src/a.ts', 'x\n'.repeat(longest + 1)), file('src/b.ts', 'x\n')]).length, 1);
  });
  test('in the whole tree', () => assert.deepEqual(longFiles(files), []));
});

test('every definition is on the list of its folder', () => assert.deepEqual(unlisted(files), []));

describe('names say what a thing is', () => {
  test('one that does not is noticed', () => {
    const bad = ['src/utils.ts', 'src/queryHelpers.ts', 'src/file-helpers.ts'].map((path) => file(path, ''));
    const text = 'export class PanelManager {}\nexport interface IPanel {}\nexport const Instant = 1;\n';
    assert.equal(badNames([...bad, file('src/panel.ts', text)]).length, 5);
  });
  test('in the whole tree', () => assert.deepEqual(badNames(files), []));
});

describe('everything exported from src/ has a doc comment', () => {
  test('one without is noticed', () => {
    const text = '/** Said. */\nexport function a(): 1;\nexport function a(): 2;\n\nexport const b = 1;\n';
    assert.deepEqual(undocumented([file('src/x.ts', text)]), ['src/x.ts:5: b has no doc comment']);
  });
  test('in the whole tree', () => assert.deepEqual(undocumented(files), []));
});
