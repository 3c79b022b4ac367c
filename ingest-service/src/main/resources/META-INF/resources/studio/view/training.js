/** A voice's training runs: the list, and one of them as it goes. */

import {get} from '../api.js';
import {every, fill, h, refill} from '../part/dom.js';
import {empty} from '../part/notice.js';
import {count, moment} from '../part/units.js';
import {voiceAddress} from '../voices.js';
import {stateText} from '../training/outcome.js';
import {showRun} from '../training/run-panel.js';
import {startCard} from '../training/start-run.js';

const LOOK_EVERY_MS = 3000;

/** Shows them until the signal; the newest run where none is asked for. */
export async function showTraining(place, signal, voice, wanted) {
  const list = h('ul', {class: 'run-list'});
  const panel = h('div', {class: 'run-panel'});
  let shown;
  let leaving = new AbortController();
  signal.addEventListener('abort', () => leaving.abort());

  async function look() {
    let runs;
    try {
      ({runs} = await get('trainer', `/v1/voices/${encodeURIComponent(voice.id)}/runs`, signal));
    } catch (error) {
      if (place.contains(panel)) {
        return; // what is shown stays useful
      }
      throw error;
    }
    if (!place.contains(panel)) {
      fill(place, startCard(voice, signal, look), h('div', {class: 'runs'}, list, panel));
    }
    refill(list, runs.map(run => entry(run, run.id === (wanted ?? runs[0].id))));
    showOne(wanted ?? runs[0]?.id);
  }

  function showOne(id) {
    if (id === shown && panel.firstChild) {
      return;
    }
    shown = id;
    leaving.abort();
    leaving = new AbortController();
    if (id === undefined) {
      fill(panel, empty('No run yet', 'A run starts by itself when the voice has enough clips and no more of them come in. Or start one now.'));
    } else {
      showRun(panel, id, voice, leaving.signal);
    }
  }

  function entry(run, isShown) {
    return h('li', {}, h('a', {class: 'run', href: `${voiceAddress(voice.id, 'training')}/${run.id}`, 'aria-current': String(isShown)},
      h('span', {class: `state ${run.state}`}, stateText(run)),
      h('span', {class: 'about'}, moment(run.queuedAt), run.clips > 0 && ` · ${count(run.clips, 'clip')}`)));
  }

  await every(LOOK_EVERY_MS, signal, look);
}
