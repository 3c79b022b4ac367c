/** How loud a microphone is, and for how long it has listened. */

import {h} from '../part/dom.js';
import {seconds} from '../part/units.js';

const LOOK_EVERY_MS = 60;

/** A meter with a clock. */
export function levelMeter() {
  const meter = h('meter', {min: 0, max: 1, low: 0.35, high: 0.93, optimum: 0.75, value: 0, 'aria-label': 'Level of the microphone'});
  const clock = h('span', {class: 'time'}, seconds(0));
  let timer;

  /** Follows a microphone from now on. `look` is called with the length so far in seconds, and whether it was too loud. */
  function follow(microphone, look) {
    const began = performance.now();
    let clipped = false;
    clearInterval(timer);
    timer = setInterval(() => {
      const loudness = microphone.loudness;
      const length = (performance.now() - began) / 1000;
      clipped ||= loudness.clipped;
      meter.value = loudness.level;
      clock.textContent = seconds(length);
      look(length, clipped);
    }, LOOK_EVERY_MS);
  }

  function stop() {
    clearInterval(timer);
    meter.value = 0;
  }

  return {element: h('div', {class: 'meter'}, meter, clock), follow, stop};
}
