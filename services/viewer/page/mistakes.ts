import type { Mistake } from '../server/news.ts';
import { byId, element } from './element.ts';

/** Shows what is wrong with the definitions, over the page, until it is mended; what was drawn last stays below. */
export function showMistakes(mistakes: readonly Mistake[]): void {
  const box = byId('mistakes');
  if (mistakes.length === 0) {
    box.replaceChildren();
    return;
  }
  const close = element(
    'button',
    { type: 'button', class: 'close', 'aria-label': 'Close until the next save' },
    'Close',
  );
  close.addEventListener('click', () => box.replaceChildren());
  const count = mistakes.length === 1 ? 'One mistake' : `${mistakes.length} mistakes`;
  box.replaceChildren(
    element(
      'div',
      { class: 'mistakes', role: 'alert' },
      element('div', { class: 'mistakes-head' }, element('h2', {}, `${count} in the definitions`), close),
      element(
        'p',
        { class: 'quiet' },
        'Below is what was drawn last. This goes away with the save that mends it.',
      ),
      ...mistakes
        .slice(0, 20)
        .map(({ place, message, why, next }) =>
          element(
            'div',
            { class: 'mistake' },
            element('code', {}, place),
            element('p', {}, message),
            why ? element('p', { class: 'quiet' }, why) : undefined,
            element('p', { class: 'next' }, next),
          ),
        ),
      mistakes.length > 20
        ? element('p', { class: 'quiet' }, `and ${mistakes.length - 20} more: npm run check`)
        : undefined,
    ),
  );
}
