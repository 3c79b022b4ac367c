/** A voice's clips: adding and recording them, and how good they are. */

import {can} from '../abilities.js';
import {h, fill} from '../part/dom.js';
import {isPutAway, voiceAddress} from '../voices.js';
import {showClipList} from '../clips/clip-list.js';
import {addingCard} from '../clips/adding.js';

/** Shows them until the signal. */
export async function showClips(place, signal, voice) {
  const list = h('section', {class: 'clips', 'aria-label': 'Clips'});
  fill(place, isPutAway(voice) ? takesNone(voice) : addingCard(voice, await can('uploadMany'), signal), list);
  await showClipList(list, voice, signal);
}

function takesNone(voice) {
  return h('p', {class: 'remark'}, 'This voice is put away, and takes no clips. ',
    h('a', {href: voiceAddress(voice.id, 'settings')}, 'Take it out again in its settings'), '.');
}
