/** The list of voices beside the content. */

import {get} from './api.js';
import {onClipsChanged} from './clips/changes.js';
import {every, fill, h} from './part/dom.js';
import {icon} from './part/icons.js';
import {count, seconds} from './part/units.js';

const LOOK_EVERY_MS = 8000;
const CHANGED = 'voices-changed';

/** The voices of the ingest service that the key may see, by name; null when it is for speaking alone. */
export async function allVoices(signal) {
  try {
    return (await get('ingest', '/v1/voices', signal)).voices;
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

/** The address of a voice's view. */
export function voiceAddress(voice, view = 'clips') {
  return `#/voices/${encodeURIComponent(voice)}/${view}`;
}

/** Tells the list that a voice came, went or was renamed. */
export function voicesChanged() {
  document.dispatchEvent(new Event(CHANGED));
}

/** Shows the list, as long as the page is open. */
export function showVoiceList(place) {
  let voices = [];
  const list = h('ul');
  const makeVoice = h('a', {class: 'entry new', href: '#/new'}, icon('add'), h('span', {}, 'New voice'));
  fill(place,
    h('a', {class: 'entry speak', href: '#/speak'}, icon('speak'), h('span', {}, 'Speak')),
    list,
    makeVoice);

  const show = () => {
    fill(list, (voices ?? []).map(entry));
    makeVoice.hidden = voices === null;
    for (const link of place.querySelectorAll('a')) {
      const here = section(link.getAttribute('href')) === section(location.hash);
      link.setAttribute('aria-current', here ? 'page' : 'false');
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
  window.addEventListener('hashchange', show);
  document.addEventListener(CHANGED, look);
  onClipsChanged(look);
  every(LOOK_EVERY_MS, new AbortController().signal, look);
}

/** What of an address tells the entries of the list apart. */
function section(hash) {
  return hash.split('/').slice(0, hash.startsWith('#/voices/') ? 3 : 2).join('/');
}

function entry(voice) {
  return h('li', {}, h('a', {class: 'entry', href: voiceAddress(voice.id)},
    h('span', {class: 'initial', 'aria-hidden': 'true'}, [...titleOf(voice)][0].toUpperCase()),
    h('span', {},
      h('span', {class: 'name'}, titleOf(voice)),
      h('span', {class: 'about'}, voice.clips ? `${count(voice.clips, 'clip')}, ${seconds(voice.seconds)}` : 'no clips yet'))));
}
