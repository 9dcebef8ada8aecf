import type { DashboardJson, LinkJson } from '../board/json.ts';
import { type Address, linkHref } from '../board/links.ts';
import { type Variable, valuesOf } from '../board/variables.ts';
import type { KnownDashboard } from '../draw/lists.ts';
import { byId, element, icon, icons } from './element.ts';

/** What the head of the page shows. */
export interface HeadState {
  readonly dashboard: DashboardJson;
  readonly dashboards: readonly KnownDashboard[];
  readonly address: Address;
  readonly variables: readonly Variable[];
}

/** What can be done there. */
export interface HeadActions {
  go(address: Address): void;
  refresh(): void;
  theme(): void;
}

const quick = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d'];
const words: Readonly<Record<string, string>> = { m: 'minutes', h: 'hours', d: 'days' };

/** Draws the head: where one is, what is chosen, when, how often. Native controls, so that every key works. */
export function drawHead(state: HeadState, actions: HeadActions): void {
  const { dashboard, dashboards, address } = state;
  const focused = document.activeElement?.id;
  const list = element(
    'select',
    { id: 'dashboards', 'aria-label': 'Dashboard' },
    ...dashboards.map(({ uid, title }) =>
      element('option', { value: uid, selected: uid === address.uid }, title),
    ),
  );
  list.addEventListener('change', () => {
    const href = dashboards.find(({ uid }) => uid === list.value)?.href;
    if (href) location.assign(href);
  });
  byId('head').replaceChildren(
    element(
      'div',
      { class: 'bar' },
      element('h1', {}, dashboard.title),
      list,
      element('span', { class: 'about-viewer' }, 'Preview: approximates Grafana'),
      element('span', { class: 'space' }),
      timeControls(state, actions),
      refreshControls(state, actions),
      button('theme', 'Dark or light', icons.theme, actions.theme),
    ),
    element(
      'div',
      { class: 'bar variables' },
      ...state.variables
        .filter(({ hidden }) => !hidden)
        .map((variable) => variableControl(variable, state, actions)),
      element('span', { class: 'space' }),
      ...(dashboard.links ?? []).flatMap((link) => linkOf(link, state)),
    ),
  );
  if (focused) document.getElementById(focused)?.focus();
}

function button(id: string, title: string, path: string, act: () => void): HTMLElement {
  const made = element('button', { type: 'button', id, title, 'aria-label': title }, icon(path));
  made.addEventListener('click', act);
  return made;
}

function timeControls({ address }: HeadState, { go }: HeadActions): HTMLElement {
  const { from, to } = address;
  const relative = to === 'now' ? quick.find((one) => from === `now-${one}`) : undefined;
  const select = element(
    'select',
    { id: 'range', 'aria-label': 'Time range' },
    ...quick.map((one) =>
      element('option', { value: one, selected: one === relative }, `Last ${spelt(one)}`),
    ),
    element(
      'option',
      { value: 'other', selected: relative === undefined },
      relative === undefined ? `${from} to ${to}` : 'From and to…',
    ),
  );
  const inputs = [
    element('input', {
      id: 'from',
      value: from,
      'aria-label': 'From, such as now-6h or 2026-03-10T12:00:00Z',
      size: '18',
    }),
    element('input', { id: 'to', value: to, 'aria-label': 'To, such as now', size: '18' }),
  ] as const;
  const form = element(
    'form',
    { class: 'range', hidden: relative !== undefined },
    ...inputs,
    element('button', {}, 'Apply'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go({ ...address, from: inputs[0].value, to: inputs[1].value });
  });
  select.addEventListener('change', () => {
    if (select.value === 'other') {
      form.hidden = false;
      inputs[0].focus();
    } else go({ ...address, from: `now-${select.value}`, to: 'now' });
  });
  return element('span', { class: 'group' }, select, form);
}

function spelt(duration: string): string {
  const [, count, unit = ''] = /^(\d+)(\w)$/.exec(duration) ?? [];
  const word = words[unit] ?? '';
  return count === '1' ? `1 ${word.slice(0, -1)}` : `${count} ${word}`;
}

function refreshControls({ dashboard, address }: HeadState, { go, refresh }: HeadActions): HTMLElement {
  const rates = [
    ...new Set([...(dashboard.timepicker?.refresh_intervals ?? ['5s', '30s', '1m', '5m']), address.refresh]),
  ];
  const select = element(
    'select',
    { id: 'refresh-rate', 'aria-label': 'Refresh every' },
    element('option', { value: '', selected: address.refresh === '' }, 'Off'),
    ...rates
      .filter((rate) => rate !== '')
      .map((rate) => element('option', { value: rate, selected: rate === address.refresh }, rate)),
  );
  select.addEventListener('change', () => go({ ...address, refresh: select.value }));
  return element('span', { class: 'group' }, button('refresh', 'Refresh', icons.refresh, refresh), select);
}

function variableControl(variable: Variable, { address }: HeadState, { go }: HeadActions): HTMLElement {
  const { name, label, options, multi, includeAll, value, problem } = variable;
  const id = `var-${name}`;
  const choose = (values: readonly string[]): void =>
    go({ ...address, variables: { ...address.variables, [name]: values } });
  if (options.length === 0)
    return element(
      'span',
      { class: 'variable' },
      element('span', { class: 'label' }, label),
      element(
        'span',
        { class: 'none', id, title: problem, role: 'note' },
        `no values: ${problem ?? 'nothing was found'}`,
      ),
    );
  if (!multi) {
    const select = element(
      'select',
      { id },
      ...(includeAll ? [element('option', { value: '$__all', selected: value.all }, 'All')] : []),
      ...[...new Set([...options, ...(value.all ? [] : value.values)])].map((one) =>
        element('option', { value: one, selected: !value.all && value.values[0] === one }, one),
      ),
    );
    select.addEventListener('change', () => choose([select.value]));
    return element('label', { class: 'variable' }, element('span', { class: 'label' }, label), select);
  }
  const boxes = options.map((one) => box(one, !value.all && value.values.includes(one)));
  const all = box('All', value.all);
  const apply = (): void => {
    const chosen = options.filter((_, at) => boxes[at]?.querySelector('input')?.checked);
    choose(chosen.length === 0 ? ['$__all'] : chosen);
  };
  for (const one of boxes)
    one.addEventListener('change', () => {
      const input = all.querySelector('input');
      if (input) input.checked = false;
    });
  all.addEventListener('change', () => choose(['$__all']));
  const done = element('button', { type: 'button' }, 'Apply');
  done.addEventListener('click', apply);
  const told = value.all ? 'All' : value.values.join(' + ');
  return element(
    'span',
    { class: 'variable' },
    element('span', { class: 'label' }, label),
    element(
      'details',
      { class: 'menu', id },
      element('summary', { 'aria-label': `${label}: ${told}` }, told),
      element('div', { class: 'choices' }, done, ...(includeAll ? [all] : []), ...boxes),
    ),
  );
}

function box(text: string, checked: boolean): HTMLLabelElement {
  return element('label', {}, element('input', { type: 'checkbox', value: text, checked }), text);
}

function linkOf(link: LinkJson, { address, variables, dashboards }: HeadState): readonly HTMLElement[] {
  const values = valuesOf(variables);
  if (link.type !== 'dashboards') {
    const href = linkHref(link, address, values);
    return href === undefined ? [] : [element('a', { href, class: 'link' }, link.title)];
  }
  const found = dashboards.filter(
    ({ uid, tags }) => uid !== address.uid && (link.tags ?? []).every((tag) => tags.includes(tag)),
  );
  const anchors = found.flatMap(({ title, href }) => {
    const target = linkHref({ ...link, url: href }, address, values);
    return target === undefined ? [] : [element('a', { href: target, class: 'link' }, title)];
  });
  return link.asDropdown
    ? [
        element(
          'details',
          { class: 'menu' },
          element('summary', {}, link.title),
          element('div', { class: 'choices' }, ...anchors),
        ),
      ]
    : anchors;
}
