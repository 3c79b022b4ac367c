/** The ways for clips to come in: files, an archive, the microphone, one long recording. */

import {h, fill} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {notice, sentence} from '../part/notice.js';
import {bytes} from '../part/units.js';
import {clipLimits} from '../api.js';
import {archiveUpload, longRecordingForm} from './bulk.js';
import {batchOf} from './batch.js';
import {chosen, dropped, paired} from './pairing.js';
import {recorder} from './recorder.js';

/** What is on its way to each voice, by id: it goes on while the person looks at something else. */
const arrivals = new Map();

/**
 * A card that takes clips for a voice.
 *
 * @param many whether the service takes many clips in one request
 */
export function addingCard(voice, many, signal) {
  const limits = clipLimits();
  const place = arrivals.get(voice.id) ?? h('div', {class: 'arrivals'});
  arrivals.set(voice.id, place);
  signal.addEventListener('abort', () => place.remove()); // or it would keep the whole view that it was shown in
  const files = h('input', {type: 'file', multiple: true, class: 'unseen', id: 'files', tabindex: -1});
  const folder = h('input', {type: 'file', webkitdirectory: true, class: 'unseen', id: 'folder', tabindex: -1});
  for (const input of [files, folder]) {
    input.addEventListener('change', () => {
      take(chosen(input.files));
      input.value = '';
    });
  }
  const zone = h('div', {class: 'drop'},
    h('p', {class: 'drop-title'}, 'Drop recordings here'),
    h('p', {class: 'hint'},
      `Pairs such as 001.wav with 001.txt${many ? ', a folder of them, or a zip' : ' or a folder of them'}. Any audio format, `
      + `${limits.minSeconds} s to ${limits.maxSeconds} s each, up to ${bytes(limits.audioBytes)}.`),
    h('div', {class: 'actions'},
      h('button', {type: 'button', class: 'primary', onclick: () => files.click()}, 'Choose files'),
      h('button', {type: 'button', onclick: () => folder.click()}, 'Choose a folder'),
      h('button', {type: 'button', onclick: record}, icon('record'), 'Record now')),
    files, folder);
  const card = h('section', {class: 'card adding', 'aria-label': 'Add clips'}, zone, place, many && longRecordingForm(voice, arrival => place.prepend(arrival)));

  for (const name of ['dragenter', 'dragover']) {
    card.addEventListener(name, event => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  card.addEventListener('dragleave', event => {
    if (!card.contains(event.relatedTarget)) {
      zone.classList.remove('over');
    }
  });
  card.addEventListener('drop', async event => {
    event.preventDefault();
    zone.classList.remove('over');
    await take(await dropped(event.dataTransfer));
  });

  async function take(found) {
    try {
      const {clips, archives, others} = await paired(found);
      if (others.length > 0) {
        notice(`Left out, since nothing here can use them: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}`, 'warn');
      }
      if (archives.length > 0 && !many) {
        notice('This service takes no archives. Unpack it, and drop the folder here.', 'warn');
      }
      archives.filter(() => many).forEach(archive => place.prepend(archiveUpload(voice, archive)));
      if (clips.length > 0) {
        place.prepend(batchOf(voice, clips));
      }
    } catch (error) {
      notice(sentence(error), 'bad');
    }
  }

  function record() {
    if (!place.querySelector('.recorder')) {
      place.prepend(recorder(voice, signal));
    }
    place.querySelector('.recorder button').focus();
  }

  return card;
}
