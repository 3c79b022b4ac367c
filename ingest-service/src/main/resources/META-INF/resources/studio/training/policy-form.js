/** When a voice is trained by itself, and changing that. */

import {send} from '../api.js';
import {fill, h} from '../part/dom.js';
import {notice, problem} from '../part/notice.js';

const FIELDS = [
  ['minClips', 'Fewest clips', 'clips', {min: 4, step: 1}],
  ['changedClips', 'Changes since the last run', 'clips', {min: 1, step: 1}],
  ['quietSeconds', 'Quiet time after the last change', 's', {min: 0, step: 'any'}],
  ['cooldownSeconds', 'Rest after a run', 's', {min: 0, step: 'any'}],
];

/**
 * A form with a voice's own settings over the usual ones.
 *
 * @param path of the voice
 * @param policy as the trainer tells it
 */
export function policyForm(path, policy) {
  const automatic = h('input', {id: 'automatic', type: 'checkbox', checked: !policy.manualOnly});
  const inputs = FIELDS.map(([name, , , bounds]) => h('input', {
    id: `policy-${name}`, type: 'number', inputmode: 'decimal', placeholder: policy[name], value: policy.overrides[name] ?? '', ...bounds,
  }));
  const failure = h('div');
  const save = h('button', {}, 'Save');

  async function put(event) {
    event.preventDefault();
    save.disabled = true;
    fill(failure);
    const own = Object.fromEntries(FIELDS.map(([name], i) => [name, inputs[i].value]).filter(([, value]) => value !== '').map(([name, value]) => [name, Number(value)]));
    try {
      await send('trainer', 'PUT', `${path}/policy`, {...own, manualOnly: !automatic.checked});
      notice('This voice is trained so from now on.');
    } catch (error) {
      fill(failure, problem(error));
    } finally {
      save.disabled = false;
    }
  }

  return h('section', {class: 'card'},
    h('h2', {}, 'Training by itself'),
    h('form', {class: 'form', onsubmit: put},
      h('div', {class: 'field check'}, automatic, h('label', {for: 'automatic'}, 'Start runs by themselves')),
      h('div', {class: 'grid'}, FIELDS.map(([name, label, unit], i) => h('div', {class: 'field'},
        h('label', {for: `policy-${name}`}, label, h('span', {class: 'about'}, ` in ${unit}`)), inputs[i]))),
      h('p', {class: 'hint'}, 'What is left empty is as the trainer is configured.'),
      failure,
      h('div', {class: 'actions'}, save)));
}
