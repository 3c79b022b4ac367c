/**
 * Server-Sent Events over fetch, which unlike EventSource can send a key.
 */

import {call, Refused, Unreachable} from './api.js';

const RETRY_MS = 2000;

/** A stream that ended in the middle, as when its service is restarted. */
class Broken extends Error {}

/**
 * Follows a stream from its beginning to its end. When the connection breaks, it goes on after the last event that came.
 *
 * @param take is called with each event's data, parsed
 * @param isLast whether an event is the stream's last
 */
export async function follow(service, path, take, isLast, signal) {
  let lastId = null;
  let ended = false;
  while (!ended && !signal.aborted) {
    try {
      const answer = await call(service, path, {
        signal,
        headers: {Accept: 'text/event-stream', ...(lastId === null ? {} : {'Last-Event-ID': lastId})},
      });
      for await (const event of eventsOf(answer.body)) {
        lastId = event.id ?? lastId;
        const data = JSON.parse(event.data);
        take(data);
        ended ||= isLast(data);
      }
    } catch (error) {
      if (signal.aborted || !isPassing(error)) {
        throw error;
      }
    }
    if (!ended && !signal.aborted) {
      await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    }
  }
}

function isPassing(error) {
  return error instanceof Broken || error instanceof Unreachable || (error instanceof Refused && error.status >= 500);
}

/** The events of a body of bytes, as they come: each with `id`, `name` and `data`. */
export async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read().catch(error => {
      throw new Broken('The stream of events broke off.', {cause: error});
    });
    if (done) {
      return;
    }
    // a carriage return at the end may be half of a line's end
    const blocks = (rest + value).replace(/\r\n|\r(?=[^])/g, '\n').split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parsed(block);
      if (event.data !== '') {
        yield event;
      }
    }
  }
}

function parsed(block) {
  const event = {id: undefined, name: 'message', data: ''};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') {
      event.id = value;
    } else if (field === 'event') {
      event.name = value;
    } else if (field === 'data') {
      event.data += (event.data && '\n') + value;
    }
  }
  return event;
}
