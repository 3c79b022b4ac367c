/** A voice that somebody wants to hear before it can speak: its checkpoint may be on its way to the synth service. */

import {get} from '../api.js';
import {every, h} from '../part/dom.js';
import {notice} from '../part/notice.js';
import {idOf, offerVoices} from './voice-choice.js';

const LOOK_EVERY_MS = 4000;

/**
 * A remark about it. It goes once the voice can speak, which is chosen then, or once another is chosen.
 *
 * @param wanted `name` or `name@version`
 * @param choice where it will be chosen
 */
export function awaited(wanted, choice, signal) {
  const looking = new AbortController();
  const remark = h('p', {class: 'remark'}, `${wanted} can’t speak yet. It is chosen here as soon as it can.`);
  choice.addEventListener('change', () => {
    looking.abort();
    remark.remove();
  });
  every(LOOK_EVERY_MS, AbortSignal.any([signal, looking.signal]), async () => {
    try {
      const {voices} = await get('synth', '/v1/audio/voices', looking.signal);
      if (idOf(wanted, voices)) {
        offerVoices(choice, voices, wanted);
        choice.dispatchEvent(new Event('change'));
        notice(`${wanted} can speak now.`);
      }
    } catch {
      return; // the lights above say so already
    }
  });
  return remark;
}
