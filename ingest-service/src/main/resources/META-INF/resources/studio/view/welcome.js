/** The first thing to see: what this is, and what to do next. */

import {fill, h} from '../part/dom.js';
import {allVoices, titleOf, voiceAddress} from '../voices.js';

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
      h('div', {class: 'actions'},
        voices.length > 0
          ? h('a', {class: 'button primary', href: voiceAddress(voices[0].id)}, `Go on with ${titleOf(voices[0])}`)
          : h('a', {class: 'button primary', href: '#/new'}, 'Make your first voice'),
        voices.length > 0 && h('a', {class: 'button', href: '#/new'}, 'New voice'),
        h('a', {class: 'button', href: '#/speak'}, 'Hear the base voices'))));
}
