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
 * Posts a form to the ingest service. When it is too busy, this waits as long as it says and tries again.
 *
 * @param onProgress is called with the share that was sent, 0 to 1
 * @returns `{status, body}` of an answer below 400
 * @throws {Refused} or {Unreachable}
 */
export async function post(path, form, onProgress) {
  underWay++;
  try {
    return await accepted(path, form, onProgress);
  } finally {
    underWay--;
  }
}

async function accepted(path, form, onProgress) {
  for (;;) {
    const answer = await once(path, form, onProgress);
    if (answer.status < 400) {
      return {status: answer.status, body: JSON.parse(answer.text)};
    }
    const refusal = refusalOf(answer.status, answer.text, answer.retryAfter);
    if (answer.status === 401) {
      await askForKey(refusal.message);
    } else if (answer.status === 429 || answer.status === 503) {
      await new Promise(resolve => setTimeout(resolve, 1000 * (refusal.retryAfter ?? PATIENCE_S)));
    } else {
      throw refusal;
    }
  }
}

function once(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address('ingest', path));
    Object.entries(authorization()).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener('progress', event => onProgress(event.loaded / event.total));
    request.addEventListener('load', () => resolve({
      status: request.status, text: request.responseText, retryAfter: request.getResponseHeader('Retry-After'),
    }));
    request.addEventListener('error', () => reject(new Unreachable('ingest')));
    request.send(form);
  });
}

/** A form for one clip. */
export function clipForm(audio, name, text) {
  const form = new FormData();
  form.append('text', text);
  form.append('audio', audio, name.split('/').pop());
  return form;
}
