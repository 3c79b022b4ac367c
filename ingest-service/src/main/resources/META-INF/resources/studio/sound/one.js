/** One sound at a time: whoever starts one stops the one before. */

let stopOther = null;

/** To be called when a sound starts. */
export function soundStarts(stop) {
  if (stopOther !== stop) {
    stopSound();
  }
  stopOther = stop;
}

/** To be called when it is over. */
export function soundEnds(stop) {
  if (stopOther === stop) {
    stopOther = null;
  }
}

/** Silence, whoever is heard. */
export function stopSound() {
  stopOther?.();
}
