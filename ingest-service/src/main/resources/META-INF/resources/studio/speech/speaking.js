/** What the synth service speaks. */

import {call, send} from '../api.js';
import {PcmStream} from '../sound/pcm-stream.js';
import {sampleCutter, samplesOf} from '../sound/samples.js';
import {waveFile} from '../sound/wave-file.js';

/**
 * Speaks. When the stream breaks off or is stopped, what had come until then is the take, and `broken` says why.
 *
 * @param request what the service is sent
 * @param stopping ends it; also when another sound starts
 * @param aloud whether it is played as it comes
 * @param tell is called with how many seconds have come
 */
export async function spoken(request, stopping, aloud, tell) {
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  const answer = await ask({...request, response_format: 'pcm'}, stopping.signal);
  const rate = Number(/rate=(\d+)/.exec(answer.headers.get('Content-Type'))[1]);
  const stream = aloud ? new PcmStream(rate, () => stopping.abort()) : null;
  stopping.signal.addEventListener('abort', () => stream?.stop());
  const whole = sampleCutter();
  const chunks = [];
  let length = 0;
  let first;
  let took;
  let broken;
  try {
    for await (const bytes of piecesOf(answer.body)) {
      first ??= passed();
      const samples = whole(bytes);
      chunks.push(samples);
      length += samples.byteLength / 2 / rate;
      stream?.add(samples);
      tell(length);
    }
  } catch (error) {
    if (length === 0) {
      throw error;
    }
    broken = stopping.signal.aborted ? 'Stopped. This is what had been spoken until then.'
      : 'The connection broke off. This is what had come until then; speak it again for all of it.';
  } finally {
    took = passed();
    if (!stopping.signal.aborted) { // else it is silent already
      await stream?.end();
    }
  }
  return {
    first, took, length, broken,
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
export async function spokenAs(request, format) {
  return (await ask({...request, response_format: format, stream: false})).blob();
}

/** When each piece of it is heard, as subtitles. */
export async function subtitles(request) {
  const {srt} = await send('synth', 'POST', '/v1/audio/speech/timings', {...request, response_format: 'wav'});
  return new Blob([srt], {type: 'application/x-subrip'});
}

function ask(request, signal) {
  return call('synth', '/v1/audio/speech', {
    method: 'POST', signal, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(request),
  });
}
