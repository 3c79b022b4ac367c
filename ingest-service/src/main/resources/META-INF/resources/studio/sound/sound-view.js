/** A recording as a wave, with a button to play it and a place to point at. */

import {h} from '../part/dom.js';
import {seconds} from '../part/units.js';
import {playerOf} from './player.js';

const BARS = 120;
const STEP_SECONDS = 1;

/** A sound that is quieter than this looks quiet; any other fills the height. */
const QUIET = 0.1;

/**
 * A view of a sound that is there as a whole.
 *
 * @param blob the audio file
 * @param peaks the loudest sample of each part, 0 to 1; see `peaksOf`
 * @param label what is heard
 */
export function soundView(blob, peaks, label) {
  const canvas = h('canvas', {class: 'wave', width: 960, height: 96, 'aria-hidden': 'true'});
  const time = h('span', {class: 'time'});
  const seek = h('input', {
    type: 'range', class: 'seek', min: 0, max: 1, step: 0.001, value: 0, 'aria-label': `Position in ${label}`,
  });
  const player = playerOf(blob, label, show);
  seek.addEventListener('input', () => player.seek(Number(seek.value)));
  seek.addEventListener('keydown', event => {
    const direction = {ArrowLeft: -STEP_SECONDS, ArrowRight: STEP_SECONDS}[event.key];
    if (direction) {
      event.preventDefault();
      player.move(direction);
    }
  });

  function show(position, duration) {
    const share = duration ? position / duration : 0;
    seek.value = share;
    seek.setAttribute('aria-valuetext', `${seconds(position)} of ${seconds(duration)}`);
    time.textContent = `${seconds(position)} / ${seconds(duration)}`;
    drawWave(canvas, peaks, share);
  }

  requestAnimationFrame(() => show(0, player.duration)); // once it has its colours
  return h('div', {class: 'sound'}, player.button, h('div', {class: 'wave-box'}, canvas, seek), time);
}

/** The loudest sample of each of some equal parts, 0 to 1. */
export function peaksOf(samples, parts = BARS) {
  const size = Math.max(1, Math.ceil(samples.length / parts));
  const peaks = [];
  for (let from = 0; from < samples.length; from += size) {
    let peak = 0;
    for (let i = from; i < Math.min(from + size, samples.length); i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    peaks.push(peak);
  }
  return peaks;
}

/** Draws bars over the whole width; those before `share` in the colour of what was heard. */
export function drawWave(canvas, peaks, share) {
  const style = getComputedStyle(canvas);
  const heard = style.getPropertyValue('--accent');
  const unheard = style.getPropertyValue('--wave');
  const context = canvas.getContext('2d');
  const {width, height} = canvas;
  context.clearRect(0, 0, width, height);
  const step = width / peaks.length;
  const loudest = Math.max(QUIET, ...peaks);
  peaks.forEach((peak, i) => {
    const size = Math.max(3, (peak / loudest) * height);
    context.fillStyle = i / peaks.length < share ? heard : unheard;
    context.fillRect(i * step, (height - size) / 2, Math.max(1, step * 0.62), size);
  });
}
