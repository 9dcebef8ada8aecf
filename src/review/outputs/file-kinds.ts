import { alertmanagerIn, templateIn } from './alertmanager-files.ts';
import { catalogIn } from './catalog-file.ts';
import { dashboardIn, provisioned } from './grafana-files.ts';
import type { Item } from './item.ts';
import { elasticsearchIn, savedObjectsIn } from './log-files.ts';
import { yamlIn } from './parsed.ts';
import { flagsIn, prometheusIn, rulesIn } from './prometheus-files.ts';

/** How a kind of output is read. */
export interface FileKind {
  readonly name: string;
  readonly path: RegExp;
  readonly read: (text: string, path: string) => readonly Item[];
  /** Some of what it says is in other files of its kind: they are looked at together, or not at all. */
  readonly isShared?: true;
}

/** A page or a picture that people look at, or another form of what is told already. */
const page = (text: string, path: string): readonly Item[] => [
  { kind: 'page', id: path, spec: { text }, path },
];

const settings = (text: string, path: string): readonly Item[] => [
  { kind: 'settings', id: path, spec: yamlIn(text, path), path },
];

/** Every kind of output; the first whose path fits counts. */
export const fileKinds: readonly FileKind[] = [
  { name: 'dashboard', path: /(^|\/)dashboards\/[^/]+\.json$/, read: dashboardIn },
  { name: 'provisioning', path: /^grafana-provisioning\/.+\.ya?ml$/, read: provisioned },
  { name: 'rules', path: /\.rules\.ya?ml$/, read: rulesIn },
  { name: 'prometheus', path: /\/prometheus\.yml$/, read: prometheusIn },
  { name: 'alertmanager', path: /\/alertmanager\.yml$/, read: alertmanagerIn },
  { name: 'notification template', path: /\.tmpl$/, read: templateIn },
  { name: 'flags', path: /\/flags\.txt$/, read: flagsIn },
  { name: 'catalog', path: /^generated\/catalog\.json$/, read: catalogIn },
  { name: 'import file', path: /\.ndjson$/, read: savedObjectsIn, isShared: true },
  { name: 'elasticsearch', path: /^generated\/elasticsearch\/[^/]+\/[^/]+\.json$/, read: elasticsearchIn },
  {
    name: 'logstash pipeline',
    path: /\.conf$/,
    read: (text, path) => [{ kind: 'logstash-pipeline', id: path, spec: { text }, path }],
  },
  { name: 'settings', path: /\.ya?ml$/, read: settings },
  // Both say what other files say: which there are, and what generated/catalog.json has for programs.
  { name: 'list', path: /^(generated\/manifest\.json|catalog\/README\.md)$/, read: () => [] },
  // What 9.4 and later are given says what the import file says.
  { name: 'page', path: /\.(md|svg)$|^generated\/kibana\/api\//, read: page },
];

/** A file of which nobody knows what it is: told line by line, and never left out. */
export const unknownKind: FileKind = {
  name: 'text',
  path: /./,
  read: (text, path) => [{ kind: 'text', id: path, spec: { text }, path }],
};

/** The kind of a file. */
export const kindOfFile = (path: string): FileKind =>
  fileKinds.find((one) => one.path.test(path)) ?? unknownKind;
