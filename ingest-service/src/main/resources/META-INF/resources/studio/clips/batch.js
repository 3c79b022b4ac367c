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
 * @param clips of `{name, audio, text}`
 */
export function batchOf(voice, clips) {
  const items = clips.map(clip => new Item(clip));
  const bar = progressBar('Upload');
  const sendButton = h('button', {type: 'button', class: 'primary', onclick: send});
  const dismiss = h('button', {type: 'button', class: 'quiet', onclick: () => card.remove()}, 'Put away');
  const card = h('div', {class: 'batch'},
    h('h3', {}, count(clips.length, 'recording')),
    h('ul', {class: 'items'}, items.map(item => item.row)),
    bar.element,
    h('div', {class: 'actions'}, sendButton, dismiss));
  bar.element.hidden = true;
  items.forEach(item => item.onChange(label));
  label();

  function label() {
    const ready = items.filter(item => item.isReady);
    const silent = items.filter(item => item.needsText).length;
    sendButton.textContent = ready.length > 0 ? `Send ${count(ready.length, 'clip')}` : 'Nothing to send';
    sendButton.disabled = ready.length === 0;
    if (silent > 0) {
      sendButton.textContent += ` (${silent} without words)`;
    }
  }

  async function send() {
    const queue = items.filter(item => item.isReady);
    const all = [...queue];
    sendButton.disabled = true;
    bar.element.hidden = false;
    const total = all.reduce((sum, item) => sum + item.audio.size, 0);
    const told = () => {
      const sent = all.reduce((sum, item) => sum + item.share * item.audio.size, 0);
      const done = all.filter(item => item.isOver).length;
      bar.show(sent / total, `${done} of ${count(all.length, 'clip')} taken in or refused, ${bytes(Math.round(sent))} of ${bytes(total)} sent`);
    };
    told();
    const worker = async () => {
      for (let item = queue.shift(); item; item = queue.shift()) {
        await item.send(voice, told);
        told();
        clipsChanged();
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, worker));
    label();
    bar.element.hidden = true;
    const taken = all.filter(item => item.isTaken);
    taken.forEach(item => item.row.remove()); // they are in the list of clips now
    notice(`${count(taken.length, 'clip')} taken in, ${all.length - taken.length} refused.`, taken.length === all.length ? 'good' : 'warn');
    if (items.every(item => item.isTaken)) {
      card.remove();
    }
  }

  return card;
}

/** One file on its way. */
class Item {
  #state = 'waiting';
  #listener = () => {};
  share = 0;

  constructor({name, audio, text}) {
    this.name = name;
    this.audio = audio;
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
    return (this.#state === 'waiting' || this.#state === 'refused') && !this.needsText && !this.isTooLarge;
  }

  get isTaken() {
    return this.#state === 'taken';
  }

  get isOver() {
    return this.#state === 'taken' || this.#state === 'refused';
  }

  async send(voice, onProgress) {
    this.#show('sending', 'Sending …');
    this.words.readOnly = true;
    try {
      const form = clipForm(this.audio, this.name, this.words.value.trim());
      const path = `/v1/voices/${encodeURIComponent(voice.id)}/clips`;
      const {status} = await post(path, form, share => {
        this.share = share;
        this.#show('sending', share < 1 ? `Sending … ${Math.round(100 * share)} %` : 'Checking …');
        onProgress();
      });
      this.#show('taken', status === 200 ? 'This clip was there already.' : 'Taken in.');
    } catch (error) {
      this.words.readOnly = false;
      this.#show('refused', sentence(error));
    }
    this.share = 1;
  }

  #advice() {
    if (this.isTooLarge) {
      return `This file is too large; the limit is ${bytes(clipLimits().audioBytes)}.`;
    }
    return this.needsText ? 'Write down what is said, word for word.' : '';
  }

  #show(state, text) {
    this.#state = state;
    this.row.dataset.state = state;
    const sign = {taken: 'good', refused: 'bad', waiting: text ? 'warn' : null}[state];
    fill(this.status, text && sign && icon(sign), text);
    this.#listener();
  }
}
