/** Sends files with their progress, which fetch does not tell. */

import {address, authorization, refusalOf, Unreachable} from '../api.js';
import {askForKey} from '../key.js';

const PATIENCE_S = 5;

let underWay = 0;

window.addEventListener('beforeunload', event => {
  if (underWay > 0) {
    event.preventDefault(); // the browser asks whether to leave
  }
});

/**
 * Posts a form to the ingest service. When it is too busy, this waits as long as it says and tries again, until the signal.
 *
 * @param onProgress is called with the share that was sent, 0 to 1
 * @param onBusy is called with a sentence when this waits
 * @returns `{status, body}` of an answer below 400
 * @throws {Refused} or {Unreachable}, or what the signal was aborted with
 */
export async function post(path, form, {onProgress = () => {}, onBusy = () => {}, signal} = {}) {
  underWay++;
  try {
    for (;;) {
      const answer = await once(path, form, onProgress, signal);
      if (answer.status < 400) {
        return {status: answer.status, body: JSON.parse(answer.text)};
      }
      const refusal = refusalOf(answer.status, answer.text, answer.retryAfter);
      if (answer.status === 401) {
        await askForKey(refusal.message);
      } else if (answer.status === 429 || answer.status === 503) {
        const wait = refusal.retryAfter || PATIENCE_S; // it may be a date, which is no number here
        onBusy(`The service is busy; trying again in ${wait} s.`);
        await pause(1000 * wait, signal);
      } else {
        throw refusal;
      }
    }
  } finally {
    underWay--;
  }
}

function once(path, form, onProgress, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', address('ingest', path));
    Object.entries(authorization()).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener('progress', event => onProgress(event.loaded / event.total));
    request.addEventListener('load', () => resolve({
      status: request.status, text: request.responseText, retryAfter: request.getResponseHeader('Retry-After'),
    }));
    request.addEventListener('error', () => reject(new Unreachable('ingest')));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('loadend', () => signal?.removeEventListener('abort', abort));
    signal?.addEventListener('abort', abort);
    request.send(form);
  });
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => reject(signal.reason), {once: true});
  });
}

/** A form for one clip. */
export function clipForm(audio, name, text) {
  const form = new FormData();
  form.append('text', text);
  form.append('audio', audio, name.split('/').pop());
  return form;
}
