/** Tells the parts of the page that a voice's clips have changed. */

const CHANGED = 'clips-changed';

/** A folder of clips comes in by several a second, and whoever is told asks the services again. */
const PAUSE_MS = 1000;

/** To be called after a clip came, went or was corrected. */
export const clipsChanged = gathered(() => document.dispatchEvent(new Event(CHANGED)), PAUSE_MS);

/** Calls a function after such changes, until the signal, if there is one. */
export function onClipsChanged(work, signal) {
  document.addEventListener(CHANGED, work, {signal});
}

/**
 * The same work, but never twice at a time: all calls that come while it is done, or in the pause after it, come to one
 * more.
 */
export function gathered(work, pauseMs = 0) {
  let busy = false;
  let again = false;
  async function run() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await work();
    } finally {
      setTimeout(rested, pauseMs);
    }
  }
  function rested() {
    busy = false;
    if (again) {
      again = false;
      run();
    }
  }
  return run;
}
