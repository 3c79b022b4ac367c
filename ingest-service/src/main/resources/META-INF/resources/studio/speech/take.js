/** One text, spoken once: heard as it comes, then kept to hear again and to save. */

import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {actionButton, problem, waiting} from '../part/notice.js';
import {saveAs} from '../part/save.js';
import {seconds} from '../part/units.js';
import {peaksOf, soundView} from '../sound/sound-view.js';
import {spoken, spokenAs, subtitles} from './speaking.js';

const OTHER_FORMATS = ['mp3', 'flac', 'opus', 'aac'];

/**
 * A card for a take.
 *
 * @param request what the synth service is sent, with its seed
 * @param aloud whether it is heard while it is spoken
 * @param timed whether the service makes subtitles
 */
export function takeCard(request, signal, aloud, timed) {
  const stopping = new AbortController();
  signal.addEventListener('abort', () => stopping.abort());
  const base = request.adapter === false;
  const body = h('div', {class: 'take-body'}, waiting('Waiting for its turn …'));
  const element = h('article', {class: 'card take'},
    h('h3', {}, base ? `Base model with the speaker of ${request.voice}` : request.voice),
    h('p', {class: 'words'}, request.input),
    body);

  /**
   * Speaks it.
   *
   * @param voice in place of the request's, to ask for one version of it
   * @returns the voice with the version that spoke, to ask for the same whatever is published meanwhile
   */
  async function speak(voice = request.voice) {
    const stopButton = h('button', {type: 'button', onclick: () => stopping.abort()}, icon('stop'), 'Stop');
    const doing = h('span', {role: 'status'}, 'Thinking …');
    const told = h('span'); // not in the status, or each piece that comes would be read out
    fill(body, h('p', {class: 'waiting'}, h('span', {class: 'spinner', 'aria-hidden': 'true'}), doing, told), stopButton);
    try {
      const take = await spoken({...request, voice}, stopping, aloud, length => {
        doing.textContent = 'Speaking …';
        told.textContent = `${seconds(length)} so far`;
      });
      const spoke = pinned(voice, take.version);
      show(take, {...request, voice: spoke});
      return spoke;
    } catch (error) {
      fill(body, stopping.signal.aborted ? h('p', {class: 'about'}, 'Stopped.') : problem(error));
      return voice;
    }
  }

  /** Shows a take, and offers to save it; `again` is what asks for the same once more. */
  function show(take, again) {
    const name = `${request.voice}${base ? '-base' : ''}`;
    fill(body,
      take.broken && h('p', {class: 'remark', role: 'status'}, take.broken),
      soundView(take.file, peaksOf(take.samples), base ? 'the base model' : `the voice ${request.voice}`),
      h('p', {class: 'about'}, facts(take, request)),
      h('div', {class: 'formats', role: 'group', 'aria-label': 'Save as'},
        h('button', {type: 'button', class: 'quiet', onclick: () => saveAs(take.file, `${name}.wav`)}, icon('download'), 'wav'),
        !take.broken && OTHER_FORMATS.map(format =>
          actionButton(format, async () => saveAs(await spokenAs(again, format), `${name}.${format}`), {class: 'quiet'})),
        !take.broken && timed && actionButton('srt', async () => saveAs(await subtitles(again), `${name}.srt`), {class: 'quiet'})));
  }

  return {element, speak};
}

/** A voice with the version that spoke. A speaker of the base model has none, and a name with a version keeps it. */
function pinned(voice, version) {
  return /^\d+$/.test(version) && !voice.includes('@') ? `${voice}@${version}` : voice;
}

function facts(take, request) {
  return [
    seconds(take.length),
    `first sound after ${seconds(take.first)}`,
    `spoken in ${seconds(take.took)} (${(take.took / take.length).toFixed(2)} times its length)`,
    take.version === 'base' ? 'base model' : take.version && `version ${take.version}`,
    `seed ${request.seed}`,
  ].filter(Boolean).join(' · ');
}
