/** A voice's clips: adding and recording them, and how good they are. */

import {can} from '../abilities.js';
import {h, fill} from '../part/dom.js';
import {showClipList} from '../clips/clip-list.js';
import {addingCard} from '../clips/adding.js';

/** Shows them until the signal. */
export async function showClips(place, signal, voice) {
  const list = h('section', {class: 'clips', 'aria-label': 'Clips'});
  fill(place, addingCard(voice, await can('uploadMany'), signal), list);
  await showClipList(list, voice, signal);
}
