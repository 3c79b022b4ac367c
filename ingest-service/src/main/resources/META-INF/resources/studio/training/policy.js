/** When a voice is trained by itself. */

import {can} from '../abilities.js';
import {get} from '../api.js';

/** What a trainer does that can't be asked. */
const USUAL = {manualOnly: false, minClips: 10, quietSeconds: 20};

/** A voice's policy, as the trainer tells it. */
export async function policyOf(voice, signal) {
  return await can('readPolicies') ? get('trainer', `/v1/voices/${encodeURIComponent(voice)}/policy`, signal) : USUAL;
}
