/** Files that were chosen, each on its way from here to the voice. */

import {clipLimits} from '../api.js';
import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {notice, sentence} from '../part/notice.js';
import {progressBar} from '../part/progress.js';
import {bytes, count} from '../part/units.js';
import {playButton} from '../sound/play-button.js';
import {clipsChanged} from './changes.js';
import {clipForm, post} from './sending.js';

const AT_ONCE = 2;

/**
 * A list of files with a button that sends them.
 *
 * @param clips of `{name, audio, text, why}`, see `paired`
 */
export function batchOf(voice, clips) {
  const items = clips.map(clip => new Item(clip));
  const bar = progressBar('Upload');
  const sendButton = h('button', {type: 'button', class: 'primary', onclick: send});
  const dismiss = h('button', {type: 'button', class: 'quiet', onclick: putAway});
  const card = h('div', {class: 'batch'},
    h('h3', {}, count(clips.length, 'recording')),
    h('ul', {class: 'items'}, items.map(item => item.row)),
    bar.element,
    h('div', {class: 'actions'}, sendButton, dismiss));
  let sending = null; // stops it
  items.forEach(item => item.onChange(label));
  label();

  function label() {
    const ready = items.filter(item => item.isReady);
    const silent = items.filter(item => item.needsText).length;
    sendButton.textContent = sending ? 'Sending …' : ready.length > 0 ? `Send ${count(ready.length, 'clip')}` : 'Nothing to send';
    sendButton.disabled = sending !== null || ready.length === 0;
    if (silent > 0) {
      sendButton.textContent += ` (${silent} without words)`;
    }
    dismiss.textContent = sending ? 'Stop and put away' : 'Put away';
    bar.element.hidden = sending === null;
  }

  async function send() {
    const all = items.filter(item => item.isReady);
    const queue = [...all];
    const total = all.reduce((sum, item) => sum + item.audio.size, 0);
    const told = () => {
      const sent = all.reduce((sum, item) => sum + item.share * item.audio.size, 0);
      const done = all.filter(item => item.isOver).length;
      bar.show(sent / total, `${done} of ${count(all.length, 'clip')} taken in or refused, ${bytes(Math.round(sent))} of ${bytes(total)} sent`);
    };
    sending = new AbortController();
    const {signal} = sending;
    label();
    told();
    const worker = async () => {
      for (let item = queue.shift(); item && !signal.aborted; item = queue.shift()) {
        if (item.isReady) { // somebody may have taken its words away while it waited
          await item.send(voice, signal, told);
          told();
          clipsChanged();
        }
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, worker));
    sending = null;
    label();
    const taken = all.filter(item => item.isTaken);
    taken.forEach(item => item.row.remove()); // they are in the list of clips now
    tell(all.length, taken.length, all.filter(item => item.isRefused).length);
    if (items.every(item => item.isTaken)) {
      card.remove();
    }
  }

  function putAway() {
    sending?.abort();
    card.remove();
  }

  return card;
}

function tell(all, taken, refused) {
  const stopped = all - taken - refused;
  notice(`${count(taken, 'clip')} taken in, ${refused} refused${stopped > 0 ? `, ${stopped} stopped` : ''}.`, taken === all ? 'good' : 'warn');
}

/** One file on its way. */
class Item {
  #state = 'waiting';
  #listener = () => {};
  share = 0;

  constructor({name, audio, text, why}) {
    this.name = name;
    this.audio = audio;
    this.why = why;
    this.words = h('textarea', {rows: 1, 'aria-label': `What is said in ${name}`, placeholder: 'What is said in it?', value: text});
    this.words.addEventListener('input', () => this.#show('waiting', this.#advice()));
    this.status = h('p', {class: 'status'});
    this.row = h('li', {class: 'item'},
      playButton(async () => audio, name),
      h('div', {class: 'what'}, h('p', {class: 'file'}, name, h('span', {class: 'about'}, ` ${bytes(audio.size)}`)), this.words, this.status));
    this.#show('waiting', this.#advice());
  }

  onChange(listener) {
    this.#listener = listener;
  }

  get needsText() {
    return this.words.value.trim() === '';
  }

  get isTooLarge() {
    return this.audio.size > clipLimits().audioBytes;
  }

  get isReady() {
    return (this.#state === 'waiting' || this.isRefused) && !this.needsText && !this.isTooLarge;
  }

  get isTaken() {
    return this.#state === 'taken';
  }

  get isRefused() {
    return this.#state === 'refused';
  }

  get isOver() {
    return this.isTaken || this.isRefused;
  }

  async send(voice, signal, onProgress) {
    this.share = 0;
    this.#show('sending', 'Sending …');
    this.words.readOnly = true;
    try {
      const form = clipForm(this.audio, this.name, this.words.value.trim());
      const path = `/v1/voices/${encodeURIComponent(voice.id)}/clips`;
      const {status} = await post(path, form, {
        signal,
        onProgress: share => {
          this.share = share;
          this.#show('sending', share < 1 ? `Sending … ${Math.round(100 * share)} %` : 'Checking …');
          onProgress();
        },
        onBusy: told => this.#show('sending', told),
      });
      this.#show('taken', status === 200 ? 'This clip was there already.' : 'Taken in.');
    } catch (error) {
      this.words.readOnly = false;
      if (signal.aborted) {
        this.#show('waiting', this.#advice());
      } else {
        this.#show('refused', sentence(error));
      }
    }
    this.share = 1;
  }

  #advice() {
    if (this.isTooLarge) {
      return `This file is too large; the limit is ${bytes(clipLimits().audioBytes)}.`;
    }
    return this.needsText ? [this.why, 'Write down what is said, word for word.'].filter(Boolean).join(' ') : '';
  }

  #show(state, text) {
    this.#state = state;
    this.row.dataset.state = state;
    const sign = {taken: 'good', refused: 'bad', waiting: text ? 'warn' : null}[state];
    fill(this.status, text && sign && icon(sign), text);
    this.#listener();
  }
}
