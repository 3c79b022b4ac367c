/** Starts a run by hand, with settings of its own if wanted; says when one starts by itself. */

import {send} from '../api.js';
import {fill, h} from '../part/dom.js';
import {insist} from '../part/insist.js';
import {problem} from '../part/notice.js';
import {count, seconds} from '../part/units.js';
import {voiceAddress} from '../voices.js';
import {policyOf} from './policy.js';

const MODES = [
  ['', 'Both networks (joint)'],
  ['llm_only', 'Language model only: rhythm'],
  ['flow_only', 'Flow only: timbre'],
];

/** Name, label, unit and bounds of each setting; what is left empty stays as the base model advises. */
const SETTINGS = [
  ['epochs', 'Epochs, at most', 'passes', {min: 1, max: 10_000, step: 1}],
  ['learningRate', 'Learning rate', '', {min: 1e-8, max: 1, step: 'any'}],
  ['llmRank', 'LoRA rank, language model', '', {min: 1, max: 512, step: 1}],
  ['flowRank', 'LoRA rank, flow', '', {min: 1, max: 512, step: 1}],
  ['llmThreshold', 'Language model stops at', 'nats/token', {min: 0, step: 'any'}],
  ['flowThreshold', 'Flow stops at', 'MSE', {min: 0, step: 'any'}],
  ['patience', 'Patience', 'evaluations', {min: 1, step: 1}],
  ['accumulation', 'Accumulation', 'clips a step', {min: 1, max: 1024, step: 1}],
  ['seed', 'Seed', '', {step: 1}],
];

/**
 * A card with the button.
 *
 * @param onStarted is called after a run was ordered
 */
export function startCard(voice, signal, onStarted) {
  const mode = h('select', {id: 'mode'}, MODES.map(([value, label]) => h('option', {value}, label)));
  const inputs = SETTINGS.map(([name, , , bounds]) => [name, h('input', {id: `set-${name}`, type: 'number', inputmode: 'decimal', ...bounds})]);
  const failure = h('div');
  const button = h('button', {class: 'primary'}, 'Start a run now');
  const policy = h('div', {}, h('p', {class: 'about'}, 'Looking when runs start by themselves …'));
  tellPolicy(policy, voice, signal);

  async function start(event) {
    event.preventDefault();
    button.disabled = true;
    fill(failure);
    const overrides = Object.fromEntries(inputs.filter(([, input]) => input.value !== '').map(([name, input]) => [name, Number(input.value)]));
    if (mode.value) {
      overrides.mode = mode.value;
    }
    try {
      const run = await send('trainer', 'POST', `/v1/voices/${encodeURIComponent(voice.id)}/runs`, overrides);
      await onStarted();
      location.hash = `${voiceAddress(voice.id, 'training')}/${run.id}`;
    } catch (error) {
      fill(failure, problem(error));
    } finally {
      button.disabled = false;
    }
  }

  return h('form', {class: 'card start-run', onsubmit: start},
    h('div', {class: 'start-head'}, policy, button),
    failure,
    h('details', {class: 'more'},
      h('summary', {}, 'Settings of this run'),
      h('p', {class: 'hint'}, 'What is left empty stays as the base model advises.'),
      h('div', {class: 'grid'},
        h('div', {class: 'field'}, h('label', {for: 'mode'}, 'What learns'), mode),
        SETTINGS.map(([name, label, unit], i) => h('div', {class: 'field'},
          h('label', {for: `set-${name}`}, label, unit && h('span', {class: 'about'}, ` in ${unit}`)), inputs[i][1])))));
}

function tellPolicy(place, voice, signal) {
  insist(place, signal, async attempt => {
    const policy = await policyOf(voice.id, attempt);
    fill(place, h('p', {class: 'about'}, policy.manualOnly ? 'Runs of this voice start by hand only.'
      : `A run starts by itself from ${count(policy.minClips, 'clip')} on, ${seconds(policy.quietSeconds)} after the last change.`));
  });
}
