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
  const card = h('div', {class: 'batch'});
  send(voice, form, archive.name, card);
  return card;
}

/** A folded form for one long recording. */
export function longRecordingForm(voice) {
  const audio = h('input', {type: 'file', id: 'long-audio', accept: 'audio/*,video/webm,video/mp4', required: true});
  const lines = h('textarea', {id: 'long-lines', rows: 6, required: true, placeholder: 'One sentence a line, in the order in which they are said.'});
  const result = h('div');
  const submit = h('button', {class: 'primary'}, 'Cut and add');
  return h('details', {class: 'more'},
    h('summary', {}, 'One long recording with its transcript'),
    h('form', {class: 'form', onsubmit: async event => {
      event.preventDefault();
      const form = new FormData();
      form.append('lines', lines.value);
      form.append('recording', audio.files[0], audio.files[0].name);
      submit.disabled = true;
      await send(voice, form, audio.files[0].name, result);
      submit.disabled = false;
    }},
    h('p', {class: 'hint'}, 'It is cut at its pauses, a clip for each line.'),
    h('div', {class: 'field'}, h('label', {for: 'long-audio'}, 'Recording'), audio),
    h('div', {class: 'field'}, h('label', {for: 'long-lines'}, 'What is said in it'), lines),
    h('div', {class: 'actions'}, submit),
    result));
}

async function send(voice, form, name, place) {
  const bar = progressBar(`Upload of ${name}`);
  fill(place, h('h3', {}, name), bar.element);
  bar.show(0, 'Sending …');
  try {
    const {body} = await post(`/v1/voices/${encodeURIComponent(voice.id)}/uploads`, form, share =>
      bar.show(share, share < 1 ? `Sending … ${Math.round(100 * share)} %` : 'Unpacking and checking each clip …'));
    fill(place, outcome(name, body, place));
  } catch (error) {
    const results = error.problem?.results;
    fill(place, h('h3', {}, name),
      problem(error),
      results && resultList(results), putAway(place));
  }
  clipsChanged();
}

function outcome(name, upload, place) {
  return [
    h('h3', {}, name),
    h('p', {}, `${count(upload.added, 'clip')} with ${seconds(upload.seconds)} taken in`
      + `${upload.known ? `, ${upload.known} there already` : ''}${upload.refused ? `, ${upload.refused} refused` : ''}.`),
    resultList(upload.results),
    putAway(place),
  ];
}

function putAway(place) {
  return h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => fill(place)}, 'Put away'));
}

function resultList(results) {
  const refused = results.filter(result => result.problem);
  return refused.length > 0 && h('ul', {class: 'items'}, refused.map(result =>
    h('li', {class: 'item', 'data-state': 'refused'},
      h('div', {class: 'what'},
        h('p', {class: 'file'}, result.name),
        h('p', {class: 'status'}, icon('bad'), result.problem.detail ?? result.problem.title)))));
}
