/** The studio: what is shown where. */

import {connect} from './api.js';
import {showKey} from './key.js';
import {fill, h} from './part/dom.js';
import {insist} from './part/insist.js';
import {waiting} from './part/notice.js';
import {showServices} from './services.js';
import {stopSound} from './sound/one.js';
import {showVoiceList} from './voices.js';
import {showWelcome} from './view/welcome.js';
import {showNewVoice} from './view/new-voice.js';
import {showClips} from './view/clips.js';
import {showTraining} from './view/training.js';
import {showVersions} from './view/versions.js';
import {showSettings} from './view/settings.js';
import {showSpeak} from './view/speak.js';
import {voiceFrame} from './view/voice-frame.js';

/** Each view fills a place, and stops at the signal. The parts of the address are its arguments. */
const VIEWS = [
  [/^#?\/?$/, showWelcome],
  [/^#\/new$/, showNewVoice],
  [/^#\/speak(?:\/([^/]+))?$/, showSpeak],
  [/^#\/voices\/([^/]+)(?:\/clips)?$/, voiceFrame('clips', showClips)],
  [/^#\/voices\/([^/]+)\/training(?:\/([^/]+))?$/, voiceFrame('training', showTraining)],
  [/^#\/voices\/([^/]+)\/versions$/, voiceFrame('versions', showVersions)],
  [/^#\/voices\/([^/]+)\/settings$/, voiceFrame('settings', showSettings)],
];

const content = document.getElementById('content');
let leaving = new AbortController();

async function showAddress(event) {
  leaving.abort();
  stopSound();
  leaving = new AbortController();
  const {signal} = leaving;
  const [view, parts] = viewOf(location.hash);
  const place = h('div', {class: 'view'}, waiting('Loading …'));
  fill(content, place);
  window.scrollTo(0, 0);
  if (event) {
    content.focus({preventScroll: true});
  }
  await insist(place, signal, async attempt => {
    await view(place, attempt, ...parts);
    document.title = [place.querySelector('h1')?.textContent, 'Yinsong studio'].filter(Boolean).join(' · ');
  });
}

function viewOf(hash) {
  for (const [pattern, view] of VIEWS) {
    const match = pattern.exec(hash);
    if (match) {
      return [view, match.slice(1).map(part => part && decodeURIComponent(part))];
    }
  }
  return [showWelcome, []];
}

async function start() {
  fill(content, waiting('Looking for the services …'));
  if (await insist(content, leaving.signal, connect)) {
    showServices(document.getElementById('services'));
    showVoiceList(document.getElementById('voices'));
    window.addEventListener('hashchange', showAddress);
    await showAddress();
  }
}

for (const name of ['dragover', 'drop']) { // a file that misses its target must not replace the page
  window.addEventListener(name, event => event.preventDefault());
}
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault(); // the address says which view is shown
  content.focus();
});
showKey(document.getElementById('key-change'));
start();
