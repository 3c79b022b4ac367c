/** One text, spoken once: heard as it comes, then kept to hear again and to save. */

import {call, send} from '../api.js';
import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {actionButton, problem, waiting} from '../part/notice.js';
import {saveAs} from '../part/save.js';
import {seconds} from '../part/units.js';
import {PcmStream} from '../sound/pcm-stream.js';
import {sampleCutter, samplesOf} from '../sound/samples.js';
import {peaksOf, soundView} from '../sound/sound-view.js';
import {waveFile} from '../sound/wave-file.js';

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

  async function speak() {
    const stopButton = h('button', {type: 'button', onclick: () => stopping.abort()}, icon('stop'), 'Stop');
    const told = h('span', {}, 'Thinking …');
    fill(body, h('p', {class: 'waiting', role: 'status'}, h('span', {class: 'spinner', 'aria-hidden': 'true'}), told), stopButton);
    try {
      show(await spoken(request, stopping, aloud, text => {
        told.textContent = text;
      }));
    } catch (error) {
      fill(body, stopping.signal.aborted ? h('p', {class: 'about'}, 'Stopped.') : problem(error));
    }
  }

  function show(take) {
    const name = `${request.voice}${base ? '-base' : ''}`;
    fill(body,
      soundView(take.file, peaksOf(take.samples), base ? 'the base model' : `the voice ${request.voice}`),
      h('p', {class: 'about'}, facts(take, request)),
      h('div', {class: 'formats', role: 'group', 'aria-label': 'Save as'},
        h('button', {type: 'button', class: 'quiet', onclick: () => saveAs(take.file, `${name}.wav`)}, icon('download'), 'wav'),
        OTHER_FORMATS.map(format => actionButton(format, async () => saveAs(await spokenAs(request, format), `${name}.${format}`), {class: 'quiet'})),
        timed && actionButton('srt', async () => saveAs(await subtitles(request), `${name}.srt`), {class: 'quiet'})));
  }

  return {element, speak};
}

/** Speaks; plays what comes if it is to be heard at once. */
async function spoken(request, stopping, aloud, tell) {
  const began = performance.now();
  const answer = await ask({...request, response_format: 'pcm'}, stopping.signal);
  const rate = Number(/rate=(\d+)/.exec(answer.headers.get('Content-Type'))[1]);
  const stream = aloud ? new PcmStream(rate, () => stopping.abort()) : null;
  stopping.signal.addEventListener('abort', () => stream?.stop());
  const whole = sampleCutter();
  const chunks = [];
  let length = 0;
  let first;
  for await (const bytes of piecesOf(answer.body)) {
    first ??= (performance.now() - began) / 1000;
    const samples = whole(bytes);
    chunks.push(samples);
    length += samples.byteLength / 2 / rate;
    stream?.add(samples);
    tell(`${seconds(length)} spoken …`);
  }
  const took = (performance.now() - began) / 1000;
  await stream?.end();
  return {
    first, took, length,
    version: answer.headers.get('X-Voice-Version'),
    file: waveFile(chunks, rate),
    samples: samplesOf(new Uint8Array(await new Blob(chunks).arrayBuffer())),
  };
}

async function* piecesOf(body) {
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    yield piece.value;
  }
}

/** The same again, in another format: seed and version make it the same sound. */
async function spokenAs(request, format) {
  return (await ask({...request, response_format: format, stream: false})).blob();
}

/** When each piece of it is heard, as subtitles. */
async function subtitles(request) {
  const {srt} = await send('synth', 'POST', '/v1/audio/speech/timings', {...request, response_format: 'wav'});
  return new Blob([srt], {type: 'application/x-subrip'});
}

function ask(request, signal) {
  return call('synth', '/v1/audio/speech', {
    method: 'POST', signal, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(request),
  });
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
