/** Reads sentences into the microphone, one clip each. */

import {clipLimits} from '../api.js';
import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {notice, problem, sentence as told} from '../part/notice.js';
import {seconds} from '../part/units.js';
import {playerOf} from '../sound/player.js';
import {clipsChanged} from './changes.js';
import {fileName, Microphone} from './microphone.js';
import {clipForm, post} from './sending.js';
import {sentencesOf} from './sentences.js';

/** A panel that shows a sentence, records it, lets one listen and keep it; it goes at the signal. */
export function recorder(voice, signal) {
  const sentences = sentencesOf(voice.language);
  let number = 0;
  let microphone;
  let recording;
  let timer;

  const words = h('textarea', {class: 'script', rows: 2, lang: voice.language, 'aria-label': 'The sentence to read', placeholder: 'Write a sentence, then read it aloud.'});
  const meter = h('meter', {min: 0, max: 1, low: 0.35, high: 0.93, optimum: 0.75, value: 0, 'aria-label': 'Level of the microphone'});
  const clock = h('span', {class: 'time'}, seconds(0));
  const advice = h('p', {class: 'hint', role: 'status'}, 'A quiet room, the mouth a hand away from the microphone. Press the button, wait a moment, read.');
  const main = h('button', {type: 'button', class: 'primary record', onclick: toggle});
  const after = h('div', {class: 'actions'});
  const failure = h('div');
  const panel = h('div', {class: 'recorder'},
    h('div', {class: 'script-head'}, h('h3', {}, 'Read this aloud'), h('span', {class: 'about', 'data-part': 'position'})),
    words,
    h('div', {class: 'meter'}, meter, clock),
    h('div', {class: 'actions'}, main,
      h('button', {type: 'button', onclick: () => next(1)}, 'Another sentence'),
      h('button', {type: 'button', class: 'quiet', onclick: close}, 'Done')),
    after, advice, failure);
  signal.addEventListener('abort', close);
  show('ready');
  next(0);

  function next(by) {
    number += by;
    words.value = sentences.length > 0 ? sentences[number % sentences.length] : '';
    panel.querySelector('[data-part=position]').textContent =
      sentences.length > 0 ? `sentence ${(number % sentences.length) + 1} of ${sentences.length}` : '';
  }

  async function toggle() {
    fill(failure);
    try {
      await (recording ? stop() : start());
    } catch (error) {
      show('ready');
      fill(failure, problem(error));
    }
  }

  async function start() {
    if (words.value.trim() === '') {
      throw new Error('Write the sentence first that you are going to read.');
    }
    fill(after);
    microphone ??= await Microphone.open();
    recording = microphone.record();
    const began = performance.now();
    let clipped = false;
    show('recording');
    timer = setInterval(() => {
      const loudness = microphone.loudness;
      const length = (performance.now() - began) / 1000;
      clipped ||= loudness.clipped;
      meter.value = loudness.level;
      clock.textContent = seconds(length);
      advice.textContent = clipped ? 'Too loud: move away from the microphone, or turn it down, and read again.' : 'Listening …';
      if (length > clipLimits().maxSeconds) {
        toggle();
      }
    }, 60);
  }

  async function stop() {
    clearInterval(timer);
    const blob = await recording.stop();
    recording = undefined;
    meter.value = 0;
    show('ready');
    offer(blob);
  }

  function offer(blob) {
    const text = words.value.trim();
    const player = playerOf(blob, 'your recording', () => {});
    const keep = h('button', {type: 'button', class: 'primary', onclick: async () => {
      keep.disabled = true;
      try {
        await post(`/v1/voices/${encodeURIComponent(voice.id)}/clips`, clipForm(blob, fileName(number + 1, blob), text), () => {});
        fill(after);
        advice.textContent = 'Kept. On to the next one.';
        next(1);
        clipsChanged();
      } catch (error) {
        keep.disabled = false;
        notice(told(error), 'bad');
      }
    }}, 'Keep it');
    fill(after, player.button, keep, h('button', {type: 'button', class: 'quiet', onclick: () => fill(after)}, 'Throw away'));
    advice.textContent = 'Listen, then keep it or read again.';
    keep.focus();
  }

  function show(state) {
    panel.dataset.state = state;
    fill(main, icon(state === 'recording' ? 'stop' : 'record'), state === 'recording' ? 'Stop' : 'Record');
  }

  function release() {
    clearInterval(timer);
    microphone?.close();
    microphone = undefined;
  }

  function close() {
    release();
    panel.remove();
  }

  return panel;
}
