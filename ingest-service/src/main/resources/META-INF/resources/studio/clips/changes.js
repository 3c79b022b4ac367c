/** Tells the parts of the page that a voice's clips have changed. */

const CHANGED = 'clips-changed';

/** To be called after a clip came, went or was corrected. */
export function clipsChanged() {
  document.dispatchEvent(new Event(CHANGED));
}

/** Calls a function after each such change, until the signal, if there is one. */
export function onClipsChanged(work, signal) {
  document.addEventListener(CHANGED, work, {signal});
}
