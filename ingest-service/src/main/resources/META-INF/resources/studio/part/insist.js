/** Showing what needs a service, also while the service is away. */

import {Refused, Unreachable} from '../api.js';
import {fill} from './dom.js';
import {problem} from './notice.js';

const AGAIN_MS = 3000;

/**
 * Does something, and does it again every few seconds as long as its service is away. The place says so meanwhile.
 *
 * @param place says what went wrong
 * @param work is given a signal of its own: what it began ends when it is done again
 * @returns whether it was done: not when it failed for good, or the signal came first
 */
export async function insist(place, signal, work) {
  let said;
  for (;;) {
    const attempt = new AbortController();
    try {
      await work(AbortSignal.any([signal, attempt.signal]));
      return true;
    } catch (error) {
      attempt.abort();
      if (signal.aborted) {
        return false;
      }
      if (said?.message !== error.message || !place.contains(said.element)) { // else it would be read out again and again
        said = {message: error.message, element: problem(error, isAway(error))};
        fill(place, said.element);
      }
      if (!isAway(error)) {
        return false;
      }
    }
    await pause(signal);
    if (signal.aborted) {
      return false;
    }
  }
}

/** Whether the service can't answer now, and may later. */
function isAway(error) {
  return error instanceof Unreachable || (error instanceof Refused && error.status >= 500);
}

function pause(signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, AGAIN_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, {once: true});
  });
}
