/** True once every panel near the visible part of the page has been drawn. */
export const drawn = `document.querySelectorAll('.panel').length > 0 && [...document.querySelectorAll('.panel')].every((one) => one.dataset.drawn && !one.hasAttribute('aria-busy'))`;

/**
 * What a look at the page finds wrong, as sentences: panels and rows that overlap, parts that leave their panel, text that is
 * cut off. A text that ends in dots has to tell the rest when it is pointed at.
 */
export const faults = `(() => {
  const found = [];
  const boxes = [...document.querySelectorAll('.panel, .row')].map((one) => ({ one, box: one.getBoundingClientRect() }));
  const name = (one) => (one.querySelector('h2') ?? one).textContent.trim();
  for (const [at, { one, box }] of boxes.entries())
    for (const { one: other, box: next } of boxes.slice(at + 1))
      if (box.left < next.right - 1 && next.left < box.right - 1 && box.top < next.bottom - 1 && next.top < box.bottom - 1)
        found.push(name(one) + ' overlaps ' + name(other));
  for (const panel of document.querySelectorAll('.panel')) {
    const frame = panel.getBoundingClientRect();
    for (const part of panel.querySelectorAll('.chart, .legend, .vector, .sheet, .prose, .message, .panel-head > *')) {
      const box = part.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        found.push(name(panel) + ': ' + part.className + ' leaves the panel');
    }
    const chart = panel.querySelector('.chart')?.getBoundingClientRect();
    const legend = panel.querySelector('.legend')?.getBoundingClientRect();
    if (chart && legend && chart.left < legend.right - 1 && legend.left < chart.right - 1 && chart.top < legend.bottom - 1 && legend.top < chart.bottom - 1)
      found.push(name(panel) + ': the legend lies on the chart');
    for (const part of panel.querySelectorAll('h2, td, th, button span, .value, li, p')) {
      const told = part.closest('[title]') ?? part.querySelector('[title]');
      if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 && getComputedStyle(part).overflowX !== 'visible' && !told)
        found.push(name(panel) + ': "' + part.textContent + '" is cut off');
    }
    for (const text of panel.querySelectorAll('.vector text')) {
      const box = text.getBoundingClientRect();
      const holder = panel.querySelector('.vector').getBoundingClientRect();
      if (box.left < holder.left - 2 || box.right > holder.right + 2) found.push(name(panel) + ': "' + text.textContent + '" is cut off');
    }
  }
  const head = document.querySelector('#head');
  for (const part of head.querySelectorAll('h1, select, summary, .label'))
    if (part.getBoundingClientRect().right > innerWidth) found.push('the head of the page is too wide');
  return found;
})()`;
