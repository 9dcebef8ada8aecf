import { type Answer, bare, coded, ok, Refusal } from '../answer.ts';
import { bodyOf, type Call, textIn } from '../call.ts';
import { checkVersion, route, versionOf } from './notifications.ts';
import { checkNotification, sentProvenance } from './provenance.ts';
import type { Template } from './state.ts';

const shown = ({ profile }: Call, { name, template, provenance }: Template) => ({
  name,
  template,
  ...(profile.optimisticVersions && { version: versionOf(template) }),
  ...(provenance && { provenance }),
});

function get(call: Call): Answer {
  const found = call.org.alertmanager.templates.get(call.params.name ?? '');
  // Without a body.
  return found ? ok(shown(call, found)) : bare(404);
}

/** Creates and updates: there is no POST. */
function put(call: Call): Answer {
  const { templates } = call.org.alertmanager;
  const { name = '' } = call.params;
  const body = bodyOf(call);
  const stored = templates.get(name);
  const version = textIn(body, 'version');
  if (!stored && version && call.profile.optimisticVersions)
    throw new Refusal(coded(404, 'alerting.notifications.templates.notFound', 'Template not found'));
  if (stored) checkVersion(call, stored.template, version);
  const provenance = sentProvenance(call);
  if (stored) checkNotification(call, stored.provenance, provenance);
  const template: Template = { name, template: normalised(name, textIn(body, 'template')), provenance };
  templates.set(name, template);
  return ok(shown(call, template), 202);
}

/** White space around it goes, and text that defines nothing becomes the definition of its name (definitions/templates). */
function normalised(name: string, text: string): string {
  const trimmed = text.trim();
  const opened = trimmed.split('{{').length;
  if (!trimmed || opened !== trimmed.split('}}').length)
    throw new Refusal(
      coded(400, 'alerting.notifications.templates.invalidFormat', 'Invalid format of the template'),
    );
  if (/\{\{-?\s*define/.test(trimmed)) return trimmed;
  return `{{ define "${name}" }}\n${trimmed.replaceAll(/^/gm, '  ')}\n{{ end }}`;
}

function remove(call: Call): Answer {
  const { templates } = call.org.alertmanager;
  const stored = templates.get(call.params.name ?? '');
  if (stored) {
    checkVersion(call, stored.template, call.query.get('version') ?? '');
    checkNotification(call, stored.provenance, 'api');
    templates.delete(stored.name);
  }
  return bare(204);
}

export const templateRoutes = [
  route('GET', '/templates', (call) =>
    ok([...call.org.alertmanager.templates.values()].map((one) => shown(call, one))),
  ),
  route('GET', '/templates/:name', get),
  route('PUT', '/templates/:name', put),
  route('DELETE', '/templates/:name', remove),
];
