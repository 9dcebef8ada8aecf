import type { Part } from '../parts.ts';
import { quoted } from '../words.ts';

/** A link of a dashboard, a panel or a field. */
export const link: Part = {
  noun: 'link',
  name: ({ title, url }) => String(title ?? url),
  keys: ({ title, url }) => [String(title ?? ''), String(url ?? '')],
  compare: (of) => {
    of.fact('title', 'title', quoted);
    of.fact('url', 'address');
    of.words('tags', 'tag');
    of.rest();
  },
  tell: ({ url }) => (typeof url === 'string' && url ? url : undefined),
};
