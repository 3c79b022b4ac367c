/** A choice of all voices that can speak, with the versions of each. */

import {h} from '../part/dom.js';

/**
 * A selection.
 *
 * @param voices as the synth service lists them
 * @param wanted the one to begin with, `name` or `name@version`
 */
export function voiceChoice(voices, wanted) {
  const trained = voices.filter(voice => voice.kind !== 'base');
  const base = voices.filter(voice => voice.kind === 'base');
  const select = h('select', {id: 'voice'},
    group('Your voices', trained.flatMap(optionsOf)),
    group('Voices of the base model', base.map(voice => option(voice.id, voice.name, 'base'))));
  if ([...select.options].some(({value}) => value === wanted)) {
    select.value = wanted;
  }
  return select;
}

/** What is chosen: `{id, kind}`. */
export function choiceOf(select) {
  const chosen = select.selectedOptions[0];
  return {id: select.value, kind: chosen?.dataset.kind};
}

function group(label, options) {
  return options.length > 0 && h('optgroup', {label}, options);
}

function optionsOf(voice) {
  const older = (voice.versions ?? []).filter(version => version !== voice.version).sort((a, b) => b - a);
  return [
    option(voice.id, `${voice.name} (version ${voice.version})`, 'trained'),
    ...older.map(version => option(`${voice.id}@${version}`, `${voice.name}, earlier version ${version}`, 'trained')),
  ];
}

function option(value, label, kind) {
  return h('option', {value, 'data-kind': kind}, label);
}
