/** What all views of one voice have round them: its name, how far it has come, and the way to the other views. */

import {get} from '../api.js';
import {fill, h} from '../part/dom.js';
import {insist} from '../part/insist.js';
import {languageName} from '../part/languages.js';
import {titleOf, voiceAddress} from '../voices.js';
import {showJourney} from './journey.js';

const TABS = [
  ['clips', 'Clips'],
  ['training', 'Training'],
  ['versions', 'Versions'],
  ['settings', 'Settings'],
];

/** A view that is given the voice, within its frame. */
export function voiceFrame(tab, show) {
  return async (place, signal, id, ...rest) => {
    const voice = await get('ingest', `/v1/voices/${encodeURIComponent(id)}`, signal);
    const journey = h('ol', {class: 'journey', 'aria-label': 'How far this voice has come'});
    const body = h('div', {class: 'body'});
    fill(place,
      h('div', {class: 'voice-head'},
        h('h1', {}, titleOf(voice)),
        h('p', {class: 'about'}, titleOf(voice) === voice.id ? languageName(voice.language) : `${voice.id} · ${languageName(voice.language)}`)),
      voice.notice && h('p', {class: 'remark'}, voice.consent ? voice.notice : 'The speaker’s consent is not on record yet.', ' ', h('a', {href: voiceAddress(voice.id, 'settings')}, 'See to it')),
      journey,
      h('nav', {class: 'tabs', 'aria-label': `Views of ${titleOf(voice)}`}, TABS.map(([name, label]) =>
        h('a', {href: voiceAddress(voice.id, name), 'aria-current': name === tab ? 'page' : 'false'}, label))),
      body);
    showJourney(journey, voice.id, signal);
    insist(body, signal, attempt => show(body, attempt, voice, ...rest)); // the way to the other views stays
  };
}
