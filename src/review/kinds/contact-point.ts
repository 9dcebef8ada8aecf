import type { Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { quoted, secretOrPlain } from '../words.ts';

const integration: Part = {
  noun: 'integration',
  name: ({ type }) => String(type),
  keys: ({ uid, type }) => [typeof uid === 'string' ? `uid ${uid}` : undefined, String(type)],
  compare: compareIntegration,
  tell: ({ settings }) => addressOf((settings ?? {}) as Json),
};

/** What differs in a contact point. */
export function compareContactPoint(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.list('integrations', integration);
}

function compareIntegration(of: Comparison): void {
  of.fact('type');
  of.members('settings', (name) => name, secretOrPlain);
  of.fact('disableResolveMessage', 'message when resolved', (off) => (off === true ? 'off' : 'on'));
  of.rest();
}

/** Where an integration sends to, in the setting that its type has for it. */
function addressOf(settings: Json): string | undefined {
  const setting = ['recipient', 'addresses', 'url', 'integrationKey', 'apiUrl'].find(
    (name) => settings[name] !== undefined,
  );
  return setting && `${setting} ${secretOrPlain(settings[setting])}`;
}
