/** The first thing to see: what this is, and what to do next. */

import {fill, h} from '../part/dom.js';
import {allVoices, isPutAway, titleOf, voiceAddress} from '../voices.js';

const STEPS = [
  ['Record', 'Drop recordings of one speaker here, or read some sentences into the microphone. Ten short clips are enough to begin with.'],
  ['Train', 'A run starts by itself once the clips are there. Watch the losses fall; a voice that is worse than the last is never published.'],
  ['Speak', 'Type any text. The new voice speaks it without a reference clip, and you hear the base model beside it.'],
];

/** Shows it. */
export async function showWelcome(place, signal) {
  const voices = await allVoices(signal);
  fill(place,
    h('section', {class: 'hero'},
      h('h1', {}, 'A voice from a few short clips'),
      h('p', {class: 'lead'}, 'Yinsong turns 10 to 50 recordings of a speaker into a voice that reads any text.'),
      h('ol', {class: 'steps'}, STEPS.map(([name, text]) => h('li', {}, h('h2', {}, name), h('p', {}, text)))),
      voices === null ? speakingActions() : makingActions(voices)));
}

/** For a key that reaches no voice's clips. */
function speakingActions() {
  return h('div', {class: 'actions'},
    h('a', {class: 'button primary', href: '#/speak'}, 'Speak'),
    h('span', {class: 'hint'}, 'Your key is for speaking. Making voices takes one with the role upload.'));
}

function makingActions(voices) {
  const first = voices.find(voice => !isPutAway(voice));
  return h('div', {class: 'actions'},
    first
      ? h('a', {class: 'button primary', href: voiceAddress(first.id)}, `Go on with ${titleOf(first)}`)
      : h('a', {class: 'button primary', href: '#/new'}, 'Make your first voice'),
    first && h('a', {class: 'button', href: '#/new'}, 'New voice'),
    h('a', {class: 'button', href: '#/speak'}, 'Hear the base voices'));
}
