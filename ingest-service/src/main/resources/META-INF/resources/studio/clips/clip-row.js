/** One clip: hear it, see what is wrong with it, correct its words, remove it. */

import {download, send} from '../api.js';
import {h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {actionButton, confirmed, notice} from '../part/notice.js';
import {moment, seconds} from '../part/units.js';
import {playButton} from '../sound/play-button.js';
import {clipsChanged} from './changes.js';
import {adviceOf, badge, measurementTable, verdictOf} from './quality.js';

/**
 * A row of the list.
 *
 * @param number counted from 1, in the order in which they came
 * @param offered what can be done with it, by ability
 */
export function clipRow(voice, clip, number, offered) {
  const path = `/v1/voices/${encodeURIComponent(voice.id)}/clips/${clip.id}`;
  const text = h('p', {class: 'words', lang: voice.language}, clip.text);
  const words = h('div', {class: 'what'}, text);
  const edit = h('button', {type: 'button', class: 'icon-button', 'aria-label': `Correct the words of clip ${number}`, title: 'Correct the words', onclick: startEditing}, icon('pen'));
  const remove = actionButton(icon('bin'), removeClip, {class: 'icon-button', 'aria-label': `Delete clip ${number}`, title: 'Delete'});
  const isDoubtful = clip.state === 'quarantined';
  const row = h('li', {class: 'clip'},
    h('span', {class: 'number', 'aria-hidden': 'true'}, number),
    offered.hearClips && playButton(() => download('ingest', `${path}/audio`), `clip ${number}`),
    words,
    h('span', {class: 'length'}, seconds(clip.seconds)),
    isDoubtful ? h('span', {class: 'badge warn'}, icon('warn'), 'in doubt') : badge(verdictOf(clip.quality)),
    h('span', {class: 'tools'}, offered.correctClips && edit, offered.deleteClips && remove));
  if (isDoubtful) {
    words.append(doubt());
  }
  words.append(...adviceOf(clip.quality).map(advice => h('p', {class: 'advice'}, icon('warn'), advice)), details());

  /** A clip whose words don't seem to fit: it is not trained on until somebody has listened. */
  function doubt() {
    return h('div', {class: 'doubt'},
      h('p', {class: 'advice'}, icon('warn'), `${clip.quarantine.reason} (${clip.quarantine.nats.toFixed(2)} nats/token off)`),
      h('p', {class: 'hint'}, 'It is not trained on. Listen: correct the words, or accept the clip as it is.'),
      h('div', {class: 'actions'},
        offered.correctClips && h('button', {type: 'button', onclick: startEditing}, 'Correct the words'),
        offered.acceptClips && actionButton('Accept as it is', async () => {
          await send('ingest', 'POST', `${path}/accept`);
          notice(`Clip ${number} will be trained on.`);
          clipsChanged();
        })));
  }

  function details() {
    return h('details', {class: 'more'},
      h('summary', {}, 'Measurements'),
      measurementTable(clip.quality),
      offered.hearOriginals && h('p', {class: 'original'}, playButton(() => download('ingest', `${path}/original`), `clip ${number} as it was uploaded`), 'as it was uploaded'),
      h('p', {class: 'hint'}, `Came ${moment(clip.createdAt)}. Id ${clip.id}.`));
  }

  function startEditing() {
    const field = h('textarea', {rows: 2, 'aria-label': `Words of clip ${number}`, value: clip.text, lang: voice.language});
    const form = h('form', {class: 'correction', onsubmit: event => {
      event.preventDefault();
      save.click();
    }},
    field,
    h('p', {class: 'hint'}, 'Word for word what is heard. The clip is prepared anew with it.'));
    const save = actionButton('Save', async () => {
      await send('ingest', 'PATCH', path, {text: field.value.trim()});
      notice(`The words of clip ${number} are corrected.`);
      clipsChanged();
    }, {class: 'primary'});
    form.append(h('div', {class: 'actions'}, save, h('button', {type: 'button', class: 'quiet', onclick: () => form.replaceWith(text)}, 'Cancel')));
    text.replaceWith(form);
    field.focus();
  }

  async function removeClip() {
    if (await confirmed(`Delete clip ${number}?`, `“${clip.text}” will not be trained on any more. Versions that learned from it stay.`, 'Delete the clip')) {
      await send('ingest', 'DELETE', path);
      notice(`Clip ${number} is deleted.`);
      clipsChanged();
    }
  }

  return row;
}
