import type { PluginOptions } from '../plugins.ts';
import { type Document, fillIn, get, remove, set } from './event.ts';
import { replaceAll } from './ruby.ts';

/** Applies something to a text, or to each text of a list; what is neither stays. */
function toTexts(event: Document, field: string, change: (text: string) => string): void {
  const held = get(event, field);
  if (typeof held === 'string') set(event, field, change(held));
  else if (Array.isArray(held))
    set(
      event,
      field,
      held.map((one: unknown) => (typeof one === 'string' ? change(one) : one)),
    );
}

/** The filter `mutate`, in the order in which it does things. */
export function mutate(options: PluginOptions['mutate'], event: Document): boolean {
  for (const [from, to] of Object.entries(options.rename ?? {}))
    if (get(event, from) !== undefined) set(event, to, remove(event, from));
  for (const [field, text] of Object.entries(options.replace ?? {})) set(event, field, fillIn(event, text));
  const { gsub = [] } = options;
  for (let at = 0; at < gsub.length; at += 3) {
    const [field = '', pattern = '', replacement = ''] = gsub.slice(at, at + 3);
    toTexts(event, field, (text) => replaceAll(text, pattern, replacement));
  }
  for (const field of options.uppercase ?? []) toTexts(event, field, (text) => text.toUpperCase());
  for (const field of options.strip ?? []) toTexts(event, field, (text) => text.trim());
  for (const [from, to] of Object.entries(options.copy ?? {})) {
    const held = get(event, from);
    if (held !== undefined) set(event, to, structuredClone(held));
  }
  return true;
}
