/** Reads sentences into the microphone, one clip each. */

import {clipLimits} from '../api.js';
import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {notice, problem, sentence as told} from '../part/notice.js';
import {stopSound} from '../sound/one.js';
import {playerOf} from '../sound/player.js';
import {clipsChanged} from './changes.js';
import {levelMeter} from './level-meter.js';
import {fileName, Microphone} from './microphone.js';
import {scriptFor} from './script.js';
import {clipForm, post} from './sending.js';

/** A recording ends so long before a clip would be too long: its file is a little longer than the clock says. */
const MARGIN_S = 0.5;

/**
 * What a person can do when: press the button that records and stops, change the words, go to another sentence, keep what
 * was recorded. While one waits for the browser or the service it is nothing of these.
 */
const CAN = {
  ready: {press: true, write: true, skip: true},
  busy: {},
  recording: {press: true},
  heard: {press: true, write: true, keep: true},
};

/** A panel that shows a sentence, records it, lets one listen and keep it; it goes at the signal. */
export function recorder(voice, signal) {
  const script = scriptFor(voice);
  const level = levelMeter();
  let microphone;
  let recording; // while it runs
  let heard; // a recording with the words in the box, which waits to be kept
  let closed = false;

  const advice = h('p', {class: 'hint', role: 'status'}, 'A quiet room, the mouth a hand away from the microphone. Press the button, wait a moment, read.');
  const main = h('button', {type: 'button', class: 'primary record', onclick: () => perform(recording ? stop : start)});
  const another = h('button', {type: 'button', onclick: script.next}, 'Another sentence');
  const keep = h('button', {type: 'button', class: 'primary', onclick: () => perform(send)}, 'Keep it');
  const discard = h('button', {type: 'button', class: 'quiet', onclick: throwAway}, 'Throw away');
  const after = h('div', {class: 'actions'});
  const failure = h('div');
  const panel = h('div', {class: 'recorder'},
    h('div', {class: 'script-head'}, h('h3', {}, 'Read this aloud'), script.position),
    script.box,
    level.element,
    h('div', {class: 'actions'}, main, another, h('button', {type: 'button', class: 'quiet', onclick: close}, 'Done')),
    after, advice, failure);
  signal.addEventListener('abort', close);
  show('ready');

  async function perform(work) {
    fill(failure);
    try {
      await work();
    } catch (error) {
      show(heard ? 'heard' : 'ready');
      fill(failure, problem(error));
    }
  }

  async function start() {
    if (script.words === '') {
      throw new Error('Write the sentence first that you are going to read.');
    }
    forget();
    stopSound(); // or the microphone would hear it
    if (!microphone) {
      show('busy');
      const opened = await Microphone.open(lost);
      if (closed) { // while the browser asked
        opened.close();
        return;
      }
      microphone = opened;
    }
    recording = microphone.record();
    show('recording');
    goOn();
    say('Listening …');
    level.follow(microphone, (length, clipped) => {
      if (clipped) {
        say('Too loud: move away from the microphone, or turn it down, and read again.');
      }
      if (length > clipLimits().maxSeconds - MARGIN_S) {
        perform(stop);
      }
    });
  }

  async function stop() {
    const ended = recording;
    recording = undefined;
    level.stop();
    show('busy');
    heard = await ended.stop();
    fill(after, playerOf(heard, 'your recording', () => {}).button, keep, discard);
    show('heard');
    say('Listen, then keep it or read again.');
    keep.focus();
  }

  async function send() {
    if (script.words === '') {
      throw new Error('Write down what you have said.');
    }
    const form = clipForm(heard, fileName(script.number, heard), script.words);
    show('busy');
    try {
      await post(`/v1/voices/${encodeURIComponent(voice.id)}/clips`, form, {
        onBusy: busy => closed ? notice(`Your recording is not kept yet. ${busy}`, 'warn') : say(busy),
      });
    } catch (error) {
      if (closed) {
        notice(`Your recording was not kept. ${told(error)}`, 'bad');
      }
      throw error;
    }
    clipsChanged();
    forget();
    script.next();
    show('ready');
    say('Kept. On to the next one.');
    goOn();
  }

  function throwAway() {
    forget();
    show('ready');
    goOn();
  }

  function forget() {
    heard = undefined;
    fill(after);
  }

  /** Nobody on the keyboard has to look for the button, but who is busy elsewhere is left alone. */
  function goOn() {
    if (document.activeElement === document.body) {
      main.focus();
    }
  }

  /** The microphone was taken away. A sentence that it has heard half of is of no use. */
  function lost() {
    const broken = recording;
    release();
    if (broken) {
      show('ready');
    }
    say('');
    fill(failure, problem(new Error('The microphone is gone. Connect it again, and read once more.')));
  }

  function show(state) {
    const can = CAN[state];
    panel.dataset.state = state;
    fill(main, icon(recording ? 'stop' : 'record'), recording ? 'Stop' : 'Record');
    main.disabled = !can.press;
    another.disabled = !can.skip;
    keep.disabled = discard.disabled = !can.keep;
    script.box.readOnly = !can.write;
  }

  function say(text) {
    if (advice.textContent !== text) { // it is read out whenever it is set
      advice.textContent = text;
    }
  }

  function release() {
    level.stop();
    recording = undefined;
    microphone?.close();
    microphone = undefined;
  }

  function close() {
    closed = true;
    release();
    panel.remove();
  }

  return panel;
}
