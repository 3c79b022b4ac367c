/** The list of voices beside the content. */

import {get} from './api.js';
import {onClipsChanged} from './clips/changes.js';
import {every, fill, h, refill} from './part/dom.js';
import {icon} from './part/icons.js';
import {count, seconds} from './part/units.js';

const LOOK_EVERY_MS = 8000;
const CHANGED = 'voices-changed';

/**
 * The voices of the ingest service that the key may see, by name, those that were put away among them; null when it is for
 * speaking alone.
 */
export async function allVoices(signal) {
  try {
    return (await get('ingest', '/v1/voices?archived=true', signal)).voices;
  } catch (error) {
    if (error.status === 403) {
      return null;
    }
    throw error;
  }
}

/** What people call a voice. */
export function titleOf(voice) {
  return voice.title ?? voice.name;
}

/** Whether a voice was put away: it goes on speaking, and takes no more clips. */
export function isPutAway(voice) {
  return Boolean(voice.archivedAt);
}

/** The address of a voice's view. */
export function voiceAddress(voice, view = 'clips') {
  return `#/voices/${encodeURIComponent(voice)}/${view}`;
}

/** Tells the list that a voice came, went or was renamed. */
export function voicesChanged() {
  document.dispatchEvent(new Event(CHANGED));
}

/** Shows the list, as long as the page is open; voices that were put away are folded below the others. */
export function showVoiceList(place) {
  let voices = [];
  let unfoldedFor;
  const list = h('ul');
  const putAway = h('ul');
  const folded = h('details', {class: 'more put-away', hidden: true}, h('summary', {}, 'Put away'), putAway);
  fill(place, list, folded);

  const show = () => {
    const away = (voices ?? []).filter(isPutAway);
    refill(list,
      item('#/speak', 'speak', icon('speak'), h('span', {}, 'Speak')),
      (voices ?? []).filter(voice => !isPutAway(voice)).map(entry),
      voices !== null && item('#/new', 'new', icon('add'), h('span', {}, 'New voice')));
    refill(putAway, away.map(entry));
    folded.hidden = away.length === 0;
    if (unfoldedFor !== location.hash && away.some(voice => isHere(voiceAddress(voice.id)))) {
      folded.open = true; // once: whoever folds it again wants it so
      unfoldedFor = location.hash;
    }
  };
  const look = async () => {
    try {
      voices = await allVoices();
    } catch {
      return; // the lights above say so already, and what is shown stays useful
    }
    show();
  };
  show();
  window.addEventListener('hashchange', show);
  document.addEventListener(CHANGED, look);
  onClipsChanged(look);
  every(LOOK_EVERY_MS, new AbortController().signal, look);
}

function entry(voice) {
  return item(voiceAddress(voice.id), '',
    h('span', {class: 'initial', 'aria-hidden': 'true'}, [...titleOf(voice)][0].toUpperCase()),
    h('span', {},
      h('span', {class: 'name'}, titleOf(voice)),
      h('span', {class: 'about'}, voice.clips ? `${count(voice.clips, 'clip')}, ${seconds(voice.seconds)}` : 'no clips yet')));
}

function item(href, kind, ...content) {
  return h('li', {}, h('a', {class: `entry ${kind}`, href, 'aria-current': isHere(href) ? 'page' : 'false'}, content));
}

/** Whether an entry of the list leads to what is shown now. */
function isHere(href) {
  return section(href) === section(location.hash);
}

/** What of an address tells the entries of the list apart. */
function section(hash) {
  return hash.split('/').slice(0, hash.startsWith('#/voices/') ? 3 : 2).join('/');
}
