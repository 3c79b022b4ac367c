/** A choice of all voices that can speak, with the versions of each. */

import {fill, h} from '../part/dom.js';

/** A selection of nothing yet; see `offerVoices`. */
export function voiceChoice() {
  return h('select', {id: 'voice', required: true});
}

/**
 * Puts voices to choice.
 *
 * @param voices as the synth service lists them
 * @param wanted the one to begin with, `name` or `name@version`; any where undefined. While it can't speak none is chosen, for
 *     another would be the wrong speaker
 */
export function offerVoices(select, voices, wanted) {
  const trained = voices.filter(voice => voice.kind !== 'base');
  const base = voices.filter(voice => voice.kind === 'base');
  const missing = wanted && !idOf(wanted, voices);
  fill(select,
    missing && option('', 'Choose a voice'),
    group('Your voices', trained.flatMap(optionsOf)),
    group('Voices of the base model', base.map(voice => option(voice.id, voice.name, 'base'))));
  if (wanted) {
    select.value = idOf(wanted, voices) ?? '';
  }
}

/** How the choice calls a voice: a current version goes by the voice's name. Undefined where it can't speak. */
export function idOf(wanted, voices) {
  for (const {id, version, versions = []} of voices) {
    if (wanted === id || wanted === `${id}@${version}`) {
      return id;
    }
    if (versions.some(each => wanted === `${id}@${each}`)) {
      return wanted;
    }
  }
  return undefined;
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
