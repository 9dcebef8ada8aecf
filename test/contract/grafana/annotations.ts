import { type Answer, ok, plain, Refusal } from './answer.ts';
import { bodyOf, type Call, listIn, numberIn, queryNumber, type Route, textIn } from './call.ts';
import { type Annotation, nextId } from './store.ts';

function annotationOf({ org, params }: Call): Annotation {
  const found = org.annotations.get(Number(params.id));
  if (!found) throw new Refusal(plain(404, 'Annotation not found', 'traced'));
  return found;
}

function shown({ org }: Call, annotation: Annotation): Readonly<Record<string, unknown>> {
  const { dashboardUid, ...rest } = annotation;
  return {
    ...rest,
    alertId: 0,
    alertName: '',
    dashboardId: org.dashboards.get(dashboardUid)?.id ?? 0,
    dashboardUID: dashboardUid,
    data: {},
  };
}

function create(call: Call): Answer {
  const { org, store, who } = call;
  const body = bodyOf(call);
  const text = textIn(body, 'text');
  if (!text) throw new Refusal(plain(400, 'Failed to save annotation', 'traced'));
  const wanted = textIn(body, 'dashboardUID');
  const at = Date.now();
  const time = numberIn(body, 'time') || at;
  const annotation: Annotation = {
    id: nextId(store),
    // An unknown dashboard makes it an annotation of the org, without a word (9.4 api/annotations.go).
    dashboardUid: org.dashboards.has(wanted) ? wanted : '',
    panelId: numberIn(body, 'panelId'),
    time,
    // A region is one annotation with one id.
    timeEnd: numberIn(body, 'timeEnd') || time,
    text,
    tags: listIn(body, 'tags').map(String),
    login: who.login,
    created: at,
    updated: at,
  };
  org.annotations.set(annotation.id, annotation);
  return ok({ message: 'Annotation added', id: annotation.id });
}

function list(call: Call): Answer {
  const { org, query } = call;
  const tags = query.getAll('tags');
  const any = query.get('matchAny') === 'true';
  const dashboard = query.get('dashboardUID');
  const from = queryNumber(call, 'from', 0);
  const to = queryNumber(call, 'to', 0) || Number.POSITIVE_INFINITY;
  const panel = queryNumber(call, 'panelId', 0);
  const has = (one: Annotation) => (tag: string) => one.tags.includes(tag);
  const found = [...org.annotations.values()]
    .filter(
      (one) =>
        (tags.length === 0 || (any ? tags.some(has(one)) : tags.every(has(one)))) &&
        (!dashboard || one.dashboardUid === dashboard) &&
        (!panel || one.panelId === panel) &&
        one.timeEnd >= from &&
        one.time <= to &&
        query.get('type') !== 'alert',
    )
    .sort((a, b) => b.time - a.time || b.id - a.id);
  return ok(found.slice(0, queryNumber(call, 'limit', 100)).map((one) => shown(call, one)));
}

/** PUT replaces text, tags and times; PATCH what is sent. */
function change(call: Call, whole: boolean): Answer {
  const stored = annotationOf(call);
  const body = bodyOf(call);
  const has = (key: string) => whole || body[key] !== undefined;
  if (has('text') && !textIn(body, 'text'))
    throw new Refusal(plain(400, 'Failed to save annotation', 'traced'));
  Object.assign(stored, {
    ...(has('text') && { text: textIn(body, 'text') }),
    ...(has('tags') && { tags: listIn(body, 'tags').map(String) }),
    ...(body.time !== undefined && { time: numberIn(body, 'time') }),
    ...(body.timeEnd !== undefined && { timeEnd: numberIn(body, 'timeEnd') }),
    updated: Date.now(),
  });
  return ok({ message: whole ? 'Annotation updated' : 'Annotation patched' });
}

function remove(call: Call): Answer {
  call.org.annotations.delete(annotationOf(call).id);
  return ok({ message: 'Annotation deleted' });
}

function tagCounts({ org, query }: Call): Answer {
  const text = query.get('tag') ?? '';
  const counts = new Map<string, number>();
  for (const { tags } of org.annotations.values())
    for (const tag of tags) if (tag.includes(text)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return ok({ result: { tags: [...counts].sort().map(([tag, count]) => ({ tag, count })) } });
}

const base = '/api/annotations';
const read = 'annotations:read';
const write = 'annotations:write';

export const annotationRoutes: readonly Route[] = [
  { method: 'GET', path: base, needs: read, handle: list },
  { method: 'POST', path: base, needs: write, handle: create },
  { method: 'GET', path: `${base}/tags`, needs: read, handle: tagCounts },
  { method: 'GET', path: `${base}/:id`, needs: read, handle: (call) => ok(shown(call, annotationOf(call))) },
  { method: 'PUT', path: `${base}/:id`, needs: write, handle: (call) => change(call, true) },
  { method: 'PATCH', path: `${base}/:id`, needs: write, handle: (call) => change(call, false) },
  { method: 'DELETE', path: `${base}/:id`, needs: write, handle: remove },
];
