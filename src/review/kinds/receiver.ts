import { isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { plain, quoted } from '../words.ts';

/** Where each sort of integration of Alertmanager sends to. */
const addresses = ['channel', 'to', 'url', 'url_file', 'routing_key_file', 'service_key_file'];

const integration: Part = {
  noun: 'integration',
  name: ({ sort }) => String(sort),
  keys: ({ sort, of }) => [`${sort} ${isJson(of) ? addressOf(of) : ''}`, String(sort)],
  compare: (of) => of.member('of', compareIntegration, ''),
  tell: ({ of }) => (isJson(of) ? addressOf(of) : undefined),
};

/** What differs in a receiver of Alertmanager: its integrations, each with its sort. */
export function compareReceiver(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.list('integrations', integration);
  of.rest();
}

function compareIntegration(of: Comparison): void {
  of.fact('send_resolved', 'message when resolved', (on) => (on === true ? 'on' : 'off'));
  for (const key of ['title', 'text', 'html', 'message', 'description']) of.fact(key, key, quoted);
  of.rest();
}

function addressOf(of: Json): string | undefined {
  const name = addresses.find((key) => of[key] !== undefined);
  return name && `${name} ${plain(of[name])}`;
}
