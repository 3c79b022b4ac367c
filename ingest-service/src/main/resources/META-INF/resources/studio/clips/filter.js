/** Which of a voice's clips are shown. */

import {h} from '../part/dom.js';
import {verdictOf} from './quality.js';

const KINDS = [
  ['All', () => true],
  ['In doubt', clip => clip.state === 'quarantined'],
  ['With advice', clip => verdictOf(clip.quality) !== 'ok'],
];

/**
 * Buttons to choose by, one for each kind that there is.
 *
 * @param onChoice is called when another kind was chosen
 */
export function clipFilter(onChoice) {
  let chosen = 0;
  const buttons = KINDS.map((_, i) => h('button', {type: 'button', onclick: () => {
    chosen = i;
    onChoice();
  }}));

  /** The clips of the chosen kind; all of them when the last one of it is gone. */
  function of(clips) {
    const kinds = KINDS.map(([, holds]) => clips.filter(holds));
    if (kinds[chosen].length === 0) {
      chosen = 0;
    }
    buttons.forEach((button, i) => {
      button.hidden = i > 0 && kinds[i].length === 0;
      button.textContent = `${KINDS[i][0]} (${kinds[i].length})`;
      button.setAttribute('aria-pressed', String(i === chosen));
    });
    return kinds[chosen];
  }

  return {element: h('div', {class: 'filters', role: 'group', 'aria-label': 'Show'}, buttons), of};
}
