/** An audio file with a play button. */

import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {notice, sentence} from '../part/notice.js';
import {soundEnds, soundStarts} from './one.js';

/** Players that nobody has any more: a browser keeps a file as long as there is an address for it. */
const dropped = new FinalizationRegistry(address => URL.revokeObjectURL(address));

/**
 * A player. It falls silent when its button is taken out of the page.
 *
 * @param blob the audio file
 * @param label what is heard
 * @param onTime is called with position and duration in seconds, whenever one changes
 */
export function playerOf(blob, label, onTime) {
  const address = URL.createObjectURL(blob);
  const audio = new Audio(address);
  dropped.register(audio, address);
  const button = h('button', {type: 'button', class: 'round', onclick: toggle});
  const told = () => onTime(audio.currentTime, audio.duration || 0);
  const stop = () => audio.pause();
  audio.addEventListener('loadedmetadata', told);
  audio.addEventListener('timeupdate', () => {
    told();
    if (!button.isConnected) {
      stop();
    }
  });
  audio.addEventListener('play', () => show('pause', 'Pause'));
  audio.addEventListener('pause', () => {
    soundEnds(stop);
    show('play', 'Play');
  });
  show('play', 'Play');

  async function toggle() {
    if (!audio.paused) {
      stop();
      return;
    }
    soundStarts(stop);
    try {
      await audio.play();
    } catch (error) {
      if (error.name !== 'AbortError') { // that is how a sound ends that is stopped before it begins
        notice(sentence(error), 'bad');
      }
    }
  }

  function show(name, verb) {
    fill(button, icon(name));
    button.setAttribute('aria-label', `${verb} ${label}`);
  }

  function seekTo(position) {
    audio.currentTime = Math.min(Math.max(0, position), audio.duration || 0);
    told();
  }

  return {
    button,
    get duration() {
      return audio.duration || 0;
    },
    /** To a share of the whole, 0 to 1. */
    seek: share => seekTo(share * (audio.duration || 0)),
    /** By some seconds. */
    move: by => seekTo(audio.currentTime + by),
  };
}
