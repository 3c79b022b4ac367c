/** How far something is. */

import {h} from './dom.js';

/**
 * A bar with its text beneath.
 *
 * @returns `{element, show(share, text)}`
 */
export function progressBar(label) {
  const bar = h('progress', {max: 1, value: 0, 'aria-label': label});
  const text = h('p', {class: 'progress-text'});
  return {
    element: h('div', {class: 'progress'}, bar, text),
    show(share, words) {
      bar.value = share;
      text.textContent = words;
    },
  };
}
