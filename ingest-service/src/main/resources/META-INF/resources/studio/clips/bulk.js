/** Many clips in one request: an archive, or one long recording with its lines. */

import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {problem} from '../part/notice.js';
import {progressBar} from '../part/progress.js';
import {count, seconds} from '../part/units.js';
import {clipsChanged} from './changes.js';
import {post} from './sending.js';

/** A card that sends a zip at once and says what became of each clip in it. */
export function archiveUpload(voice, archive) {
  const form = new FormData();
  form.append('archive', archive, archive.name);
  return upload(voice, form, archive.name).card;
}

/**
 * A folded form for one long recording.
 *
 * @param arrive is called with a card for each upload: the form goes with its view, what was sent does not
 */
export function longRecordingForm(voice, arrive) {
  const audio = h('input', {type: 'file', id: 'long-audio', accept: 'audio/*,video/webm,video/mp4', required: true});
  const lines = h('textarea', {id: 'long-lines', rows: 6, required: true, placeholder: 'One sentence a line, in the order in which they are said.'});
  const submit = h('button', {class: 'primary'}, 'Cut and add');
  const element = h('form', {class: 'form', onsubmit: async event => {
    event.preventDefault();
    const form = new FormData();
    form.append('lines', lines.value);
    form.append('recording', audio.files[0], audio.files[0].name);
    const {card, taken} = upload(voice, form, audio.files[0].name);
    arrive(card);
    submit.disabled = true;
    if (await taken) {
      element.reset(); // lines that don't fit are there to be corrected
    }
    submit.disabled = false;
  }},
  h('p', {class: 'hint'}, 'It is cut at its pauses, a clip for each line.'),
  h('div', {class: 'field'}, h('label', {for: 'long-audio'}, 'Recording'), audio),
  h('div', {class: 'field'}, h('label', {for: 'long-lines'}, 'What is said in it'), lines),
  h('div', {class: 'actions'}, submit));
  return h('details', {class: 'more'}, h('summary', {}, 'One long recording with its transcript'), element);
}

/** An upload on its way: its card, and a promise of whether all of it was taken in. */
function upload(voice, form, name) {
  const card = h('div', {class: 'batch'});
  return {card, taken: send(voice, form, name, card)};
}

async function send(voice, form, name, card) {
  const bar = progressBar(`Upload of ${name}`);
  const sending = new AbortController();
  let share = 0;
  fill(card, h('h3', {}, name), bar.element, putAway(card, 'Stop and put away', () => sending.abort()));
  bar.show(share, 'Sending …');
  try {
    const {status, body} = await post(`/v1/voices/${encodeURIComponent(voice.id)}/uploads`, form, {
      signal: sending.signal,
      onProgress: sent => {
        share = sent;
        bar.show(share, share < 1 ? `Sending … ${Math.round(100 * share)} %` : 'Unpacking and checking each clip …');
      },
      onBusy: told => bar.show(share, told),
    });
    fill(card, outcome(name, body), putAway(card));
    return status === 201;
  } catch (error) {
    if (!sending.signal.aborted) {
      const results = error.problem?.results;
      fill(card, h('h3', {}, name), problem(error), results && resultList(results), putAway(card));
    }
    return false;
  } finally {
    clipsChanged();
  }
}

function outcome(name, result) {
  return [
    h('h3', {}, name),
    h('p', {}, `${count(result.added, 'clip')} with ${seconds(result.seconds)} taken in`
      + `${result.known ? `, ${result.known} there already` : ''}${result.refused ? `, ${result.refused} refused` : ''}.`),
    resultList(result.results),
  ];
}

function putAway(card, label = 'Put away', before = () => {}) {
  return h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => {
    before();
    card.remove();
  }}, label));
}

function resultList(results) {
  const refused = results.filter(result => result.problem);
  return refused.length > 0 && h('ul', {class: 'items'}, refused.map(result =>
    h('li', {class: 'item', 'data-state': 'refused'},
      h('div', {class: 'what'},
        h('p', {class: 'file'}, result.name),
        h('p', {class: 'status'}, icon('bad'), result.problem.detail ?? result.problem.title)))));
}
