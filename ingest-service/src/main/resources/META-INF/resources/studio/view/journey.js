/** How far a voice has come, and what is next: clips, training, a version that speaks. */

import {get} from '../api.js';
import {onClipsChanged} from '../clips/changes.js';
import {isImport} from '../training/outcome.js';
import {policyOf} from '../training/policy.js';
import {every, h, refill} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {count, percent, seconds} from '../part/units.js';
import {voiceAddress} from '../voices.js';

const LOOK_EVERY_MS = 4000;

/** Shows it until the signal. */
export function showJourney(place, voice, signal) {
  const look = async () => {
    try {
      refill(place, steps(await standing(voice, signal)));
    } catch {
      return; // the lights in the head say which service is away; the last standing is still true enough
    }
  };
  onClipsChanged(look, signal);
  every(LOOK_EVERY_MS, signal, look);
}

async function standing(id, signal) {
  const path = `/v1/voices/${encodeURIComponent(id)}`;
  const [voice, runs, versions, policy] = await Promise.all([
    get('ingest', path, signal),
    get('trainer', `${path}/runs`, signal),
    get('trainer', `${path}/versions`, signal),
    policyOf(id, signal),
  ]);
  return {voice, run: runs.runs[0], version: versions.versions.find(version => version.state === 'current'), policy};
}

function steps({voice, run, version, policy}) {
  return [
    step('Clips', voice.clips >= policy.minClips, clipsText(voice, policy), voiceAddress(voice.id)),
    step('Training', Boolean(version), trainingText(run, voice, policy), voiceAddress(voice.id, 'training')),
    step('Voice', Boolean(version), version ? `version ${version.version} speaks` : 'not published yet',
      version ? `#/speak/${encodeURIComponent(voice.id)}` : voiceAddress(voice.id, 'versions')),
  ];
}

function step(name, done, text, link) {
  return h('li', {class: done ? 'done' : ''}, h('a', {href: link},
    h('span', {class: 'step-mark', 'aria-hidden': 'true'}, done && icon('good')),
    h('span', {}, h('span', {class: 'name'}, name, h('span', {class: 'unseen'}, done ? ' (done)' : '')),
      h('span', {class: 'about'}, text))));
}

function clipsText(voice, policy) {
  const missing = policy.minClips - voice.clips;
  const there = voice.clips === 0 ? 'none yet' : `${voice.clips} with ${seconds(voice.seconds)}`;
  return missing > 0 ? `${there}, ${missing} more to go` : there;
}

function trainingText(run, voice, policy) {
  if (!run) {
    const waits = voice.clips >= policy.minClips && !policy.manualOnly;
    return waits ? 'starts when uploads are quiet' : policy.manualOnly ? 'when you start it' : `by itself from ${count(policy.minClips, 'clip')} on`;
  }
  if (run.state === 'running' && run.stopReason) {
    return 'learned, now being judged';
  }
  if (run.state === 'running') {
    return run.steps > 0 ? `running, ${percent(run.step / run.steps)}` : 'running';
  }
  return isImport(run) ? 'trained elsewhere' : `last run ${run.state}`;
}
