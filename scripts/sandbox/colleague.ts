import type { Grafana } from '../../test/contract/grafana/grafana.ts';
import { type Dashboard, orgOf } from '../../test/contract/grafana/store.ts';

type Json = Readonly<Record<string, unknown>>;

/** What can be typed while a sandbox runs, each with what it does. */
export const commands: Readonly<Record<string, string>> = {
  'edit <uid>': 'somebody renames the first panel of a dashboard by hand',
  'foreign <uid>': 'somebody makes a dashboard of their own',
  'delete <uid>': 'somebody deletes a dashboard',
  list: 'what is on the server',
  'version <name>': 'the server becomes another release; what is stored stays',
  help: 'this list',
  quit: 'end, like Ctrl-C',
};

/** Does what a colleague would do in the browser, and says in a line what that was. */
export function colleague(grafana: Grafana, word: string, uid: string | undefined): string {
  const { dashboards } = orgOf(grafana.store, 1);
  if (word === 'list') return listed(grafana);
  if (word === 'help') return help();
  if (!['edit', 'foreign', 'delete'].includes(word)) return `"${word}" is not known here.\n${help()}`;
  if (!uid) return `${word} which one? ${word} <uid>, with the uid of a dashboard`;
  if (word === 'foreign') {
    if (dashboards.has(uid)) return `there is a dashboard ${uid} already`;
    const dashboard = { uid, title: `Made by hand: ${uid}`, panels: [], schemaVersion: 38 };
    grafana.byHand.createDashboard(dashboard, { login: 'somebody' });
    return `somebody made the dashboard ${uid}, which is not yours`;
  }
  const stored = dashboards.get(uid);
  if (!stored) return `no dashboard ${uid}; "list" shows what there is`;
  if (word === 'edit') return edited(grafana, stored);
  grafana.byHand.deleteDashboard(uid);
  return `somebody deleted the dashboard ${uid}`;
}

function edited(grafana: Grafana, { uid }: Dashboard): string {
  let what = '';
  const { version } = grafana.byHand.saveDashboard(
    uid,
    (dashboard) => {
      const panels = (Array.isArray(dashboard.panels) ? dashboard.panels : []) as readonly Json[];
      const first = panels.find(({ type }) => type !== 'row');
      what = first ? `panel "${first.title}"` : 'dashboard itself';
      const renamed = (item: Json): Json => ({ ...item, title: `${item.title} (by hand)` });
      if (!first) return renamed(dashboard);
      return { ...dashboard, panels: panels.map((panel) => (panel === first ? renamed(panel) : panel)) };
    },
    { login: 'somebody' },
  );
  return `somebody renamed the ${what} of ${uid}, now version ${version}`;
}

function listed({ store }: Grafana): string {
  const { dashboards, folders, datasources, libraryElements, rules, alertmanager } = orgOf(store, 1);
  const rows = [
    ...[...folders.values()].map(({ uid, title }) => `folder        ${uid}  ${title}`),
    ...[...dashboards.values()].map(
      ({ uid, title, version, updatedBy }) =>
        `dashboard     ${uid}  ${title}, version ${version} by ${updatedBy}`,
    ),
    ...[...datasources.values()].map(({ uid, name }) => `data source   ${uid}  ${name}`),
    ...[...libraryElements.values()].map(({ uid, name }) => `library panel ${uid}  ${name}`),
    ...[...rules.intervals].map(([group, seconds]) => `rule group    ${group}  every ${seconds} s`),
    ...[...alertmanager.contactPoints.values()].map(({ uid, name }) => `contact point ${uid}  ${name}`),
    ...[...alertmanager.templates.keys()].map((name) => `template      ${name}`),
    ...[...alertmanager.muteTimings.keys()].map((name) => `mute timing   ${name}`),
  ];
  return rows.join('\n');
}

const help = (): string =>
  Object.entries(commands)
    .map(([command, what]) => `  ${command.padEnd(16)}${what}`)
    .join('\n');
