import type { PanelJson } from '../board/json.ts';
import type { Block, ProseDrawing } from './drawing.ts';

/** The Markdown that people write in panels: paragraphs, headings, items, links, strong words. HTML is shown as it is written. */
export function drawText({ options }: PanelJson): ProseDrawing {
  const blocks: { kind: Block['kind']; text: string }[] = [];
  for (const line of (options?.content ?? '').split('\n')) {
    const [, mark = '', text = ''] = /^\s*(#{1,6}\s|[-*]\s|\d+\.\s)?\s*(.*)$/.exec(line) ?? [];
    const last = blocks.at(-1);
    if (text === '') blocks.push({ kind: 'paragraph', text: '' });
    else if (mark === '' && last?.text) last.text += ` ${text}`;
    else blocks.push({ kind: mark.startsWith('#') ? 'heading' : mark ? 'item' : 'paragraph', text });
  }
  return {
    type: 'prose',
    blocks: blocks.filter(({ text }) => text !== '').map(({ kind, text }) => ({ kind, runs: runsOf(text) })),
  };
}

function runsOf(text: string): Block['runs'] {
  const runs: { text: string; href?: string; strong?: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(/\[([^\]]+)\]\(([^)\s]+)\)|\*\*([^*]+)\*\*|`([^`]+)`/g)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index) });
    const [whole, label, href = '', strong, code] = match;
    // A link that is none of a page is text.
    if (label !== undefined) runs.push(/^(https?:|\/)/.test(href) ? { text: label, href } : { text: label });
    else runs.push({ text: strong ?? code ?? '', strong: strong !== undefined });
    at = match.index + whole.length;
  }
  if (at < text.length) runs.push({ text: text.slice(at) });
  return runs;
}
