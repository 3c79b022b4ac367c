/** Any text in any voice: heard while it is spoken, and beside the base model. */

import {can} from '../abilities.js';
import {get} from '../api.js';
import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {empty, notice, sentence} from '../part/notice.js';
import {awaited} from '../speech/awaited.js';
import {takeCard} from '../speech/take.js';
import {choiceOf, idOf, offerVoices, voiceChoice} from '../speech/voice-choice.js';

const LONGEST = 4096;
const SEEDS = 2 ** 31;
const EXAMPLE = 'Type any text here, and hear it while it is spoken.';

/** Name, label, unit and bounds of what the synth service takes beside text and voice. */
const MANNER = [
  ['speed', 'Speed', 'times', {min: 0.25, max: 4, step: 0.05, placeholder: 1}],
  ['temperature', 'Temperature', '', {min: 0.01, max: 2, step: 'any', placeholder: 'as the model'}],
  ['top_p', 'Nucleus', 'share', {min: 0.01, max: 1, step: 'any', placeholder: 'as the model'}],
  ['top_k', 'Candidates', 'tokens', {min: 1, step: 1, placeholder: 'as the model'}],
  ['steps', 'Flow steps', 'steps', {min: 1, max: 100, step: 1, placeholder: 'as the model'}],
  ['seed', 'Seed', '', {step: 1, placeholder: 'another each time'}],
];

/** Shows it; `wanted` is the voice to begin with, `name` or `name@version`. */
export async function showSpeak(place, signal, wanted) {
  const {voices, refused} = await get('synth', '/v1/audio/voices', signal);
  const timed = await can('timeSpeech');
  const text = h('textarea', {id: 'text', rows: 4, required: true, maxlength: LONGEST, value: EXAMPLE});
  const left = h('span', {class: 'about'});
  const choice = voiceChoice();
  const manner = MANNER.map(([name, , , bounds]) => [name, h('input', {id: `manner-${name}`, type: 'number', inputmode: 'decimal', ...bounds})]);
  const speakButton = h('button', {class: 'primary'}, icon('speak'), 'Speak');
  const compareButton = h('button', {type: 'button', onclick: compare}, 'Compare with the base model');
  const takes = h('div', {class: 'takes'});
  const form = h('form', {class: 'card form', onsubmit: event => {
    event.preventDefault();
    if (!speakButton.disabled) { // the keyboard does not ask the button
      perform([request()]);
    }
  }},
  h('div', {class: 'field'}, h('label', {for: 'voice'}, 'Voice'), choice),
  h('div', {class: 'field'}, h('div', {class: 'label-row'}, h('label', {for: 'text'}, 'Text'), left), text),
  h('div', {class: 'actions'}, speakButton, compareButton, h('span', {class: 'hint'}, 'Ctrl + Enter speaks too.')),
  h('details', {class: 'more'},
    h('summary', {}, 'Manner of speaking'),
    h('div', {class: 'grid'}, MANNER.map(([name, label, unit], i) => h('div', {class: 'field'},
      h('label', {for: `manner-${name}`}, label, unit && h('span', {class: 'about'}, ` in ${unit}`)), manner[i][1])))));

  text.addEventListener('input', count);
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) {
      form.requestSubmit();
    }
  });
  choice.addEventListener('change', offerComparison);
  count();
  offerVoices(choice, voices, wanted);
  offerComparison();
  const missing = wanted && !idOf(wanted, voices);
  fill(place,
    h('h1', {}, 'Speak'),
    voices.length === 0 && !wanted && empty('No voice can speak yet', 'A voice speaks here as soon as one of its runs has passed the gate.'),
    refused.map(refusal => h('p', {class: 'remark'}, `Version ${refusal.version} of ${refusal.voice} was refused: ${refusal.reason}`)),
    missing && !refused.some(refusal => [refusal.voice, `${refusal.voice}@${refusal.version}`].includes(wanted)) && awaited(wanted, choice, signal),
    (voices.length > 0 || wanted) && form, takes);

  function count() {
    left.textContent = `${[...text.value].length} of ${LONGEST} characters`;
  }

  function offerComparison() {
    compareButton.hidden = choiceOf(choice).kind !== 'trained';
  }

  function request() {
    const {id} = choiceOf(choice);
    const set = manner.filter(([, input]) => input.value !== '').map(([name, input]) => [name, Number(input.value)]);
    return {voice: id, input: text.value, seed: Math.floor(Math.random() * SEEDS), ...Object.fromEntries(set)};
  }

  function compare() {
    if (form.reportValidity()) {
      const tuned = request();
      perform([tuned, {...tuned, adapter: false}]);
    }
  }

  /** One after the other: together they would only wait for the same cores. All by the version that spoke first. */
  async function perform(requests) {
    speakButton.disabled = compareButton.disabled = true;
    const cards = requests.map(each => takeCard(each, signal, requests.length === 1, timed));
    takes.prepend(h('div', {class: 'take-group'}, cards.map(card => card.element)));
    try {
      let voice;
      for (const card of cards) {
        voice = await card.speak(voice);
      }
    } catch (error) {
      notice(sentence(error), 'bad');
    } finally {
      speakButton.disabled = compareButton.disabled = false;
    }
  }
}
