/** A round button that plays a recording, for lists. */

import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {notice, sentence} from '../part/notice.js';
import {playerOf} from './player.js';

/**
 * A button for a sound that is fetched when somebody first wants to hear it.
 *
 * @param load resolves to a blob of audio
 * @param label what is heard, such as `clip 3`
 */
export function playButton(load, label) {
  const place = h('span', {class: 'play'});
  const first = h('button', {type: 'button', class: 'round', 'aria-label': `Play ${label}`, onclick: begin}, icon('play'));

  async function begin() {
    first.disabled = true;
    try {
      const blob = await load();
      first.disabled = false;
      if (!place.isConnected) {
        return; // who wanted to hear it has gone on to something else
      }
      const player = playerOf(blob, label, (position, duration) => {
        place.style.setProperty('--played', `${duration ? (100 * position) / duration : 0}%`);
      });
      fill(place, player.button);
      player.button.focus();
      player.button.click();
    } catch (error) {
      first.disabled = false;
      notice(sentence(error), 'bad');
    }
  }

  return fill(place, first);
}
