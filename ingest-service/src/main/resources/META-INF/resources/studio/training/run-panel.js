/** One run, as it goes: how far it is, its losses as curves, what it said, how it ended. */

import {can} from '../abilities.js';
import {download, get, send} from '../api.js';
import {follow} from '../events.js';
import {fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {insist} from '../part/insist.js';
import {actionButton, confirmed, notice, sentence, waiting} from '../part/notice.js';
import {progressBar} from '../part/progress.js';
import {saveAs} from '../part/save.js';
import {count, meanSquaredError, moment, nats, seconds} from '../part/units.js';
import {voiceAddress} from '../voices.js';
import {gateReport} from './gate-report.js';
import {isImport, outcome, stateText} from './outcome.js';
import {LossChart} from './loss-chart.js';

const ENDS = ['published', 'rejected', 'failed', 'cancelled'];
const TOLD = ['started', 'screened', 'quarantined', 'removed', 'resumed', 'saved', 'warned', 'waiting', 'judging', ...ENDS];

/** Shows a run until the signal. */
export async function showRun(place, id, voice, signal) {
  fill(place, waiting('Looking at the run …'));
  await insist(place, signal, async attempt => {
    const run = await get('trainer', `/v1/runs/${id}`, attempt);
    const parts = new Parts(place, run, voice, await can('readLogs'));
    attempt.addEventListener('abort', () => parts.close());
    await follow('trainer', `/v1/runs/${id}/events`, event => parts.take(event), event => ENDS.includes(event.kind), attempt);
    parts.show(await get('trainer', `/v1/runs/${id}`, attempt));
  });
}

/** The elements that change while a run goes on. */
class Parts {
  #head = h('div', {class: 'run-head'});
  #bar = progressBar('Steps of the run');
  #outcome = h('div');
  #gate = h('div');
  #log = h('ol', {class: 'run-log', 'aria-live': 'polite'});
  #llm;
  #flow;
  #voice;
  #run;
  #began; // where and when the steps began whose pace tells how long the rest takes

  constructor(place, run, voice, logged) {
    this.#voice = voice;
    this.#llm = new LossChart('Language model: rhythm', 'cross-entropy, nats/token', nats);
    this.#flow = new LossChart('Flow: timbre', 'mean squared error', meanSquaredError);
    fill(place, this.#head, this.#bar.element, this.#outcome,
      !isImport(run) && h('div', {class: 'charts'}, this.#llm.element, this.#flow.element), this.#gate,
      h('div', {class: 'list-head'}, h('h3', {}, 'What it said'), logged && actionButton([icon('download'), 'Log'], async () =>
        saveAs(await download('trainer', `/v1/runs/${run.id}/log`), `run-${run.id}.txt`), {class: 'quiet'})),
      this.#log);
    this.show(run);
  }

  /** The run as the service tells it. */
  show(run) {
    this.#run = run;
    const stop = run.settings?.stop;
    this.#llm.threshold = stop?.llm;
    this.#flow.threshold = stop?.flow;
    fill(this.#head,
      h('h2', {}, h('span', {class: `state ${run.state}`}, stateText(run)), isImport(run) ? ' trained elsewhere' : ` ${run.origin} run, ${run.mode}`),
      h('p', {class: 'about'}, facts(run)),
      this.#cancelButton());
    const ended = ENDS.includes(run.state);
    fill(this.#outcome, ended && outcome(run, this.#voice));
    fill(this.#gate, ended && run.gate && gateReport(run.gate, recordings(run, this.#voice)));
    this.#progress(run.step, run.steps);
  }

  /** One thing that the run said. */
  take(event) {
    this.#llm.add(event.step, event.losses?.llmNats, event.heldOut?.llmNats);
    this.#flow.add(event.step, event.losses?.flow, event.heldOut?.flow);
    if (TOLD.includes(event.kind)) {
      const imported = isImport(this.#run) && {kind: 'imported', message: null}; // whether it was published, its version tells
      this.#log.prepend(logLine({...event, ...imported}, this.#voice));
    }
    if (event.kind === 'started' && this.#run.state === 'queued') {
      this.#refresh();
    }
    if (event.kind === 'resumed' || event.step < this.#began?.step) { // nobody worked on it meanwhile, or it begins anew
      this.#began = undefined;
    }
    this.#began ??= event.kind === 'progressed' ? {at: event.at, step: event.step} : undefined;
    this.#progress(event.step, event.steps, event);
  }

  close() {
    this.#llm.close();
    this.#flow.close();
  }

  async #refresh() {
    try {
      this.show(await get('trainer', `/v1/runs/${this.#run.id}`));
    } catch (error) {
      notice(sentence(error), 'bad');
    }
  }

  #progress(step, steps, event) {
    // of a run that was cancelled in the queue, failed before its first step, or was imported, there is nothing to show
    this.#bar.element.hidden = steps === 0 && ENDS.includes(this.#run.state);
    this.#bar.show(steps && step / steps, besides(event) ?? this.#stepsTaken(step, steps, event));
  }

  #stepsTaken(step, steps, event) {
    if (steps === 0) {
      return this.#run.state === 'queued' ? 'Waiting for a trainer to be free.' : 'Preparing …';
    }
    return `Step ${step} of at most ${steps}${event?.kind === 'progressed' ? this.#remaining(event) : ''}`;
  }

  /** How long the rest takes at most, at the speed so far. */
  #remaining(event) {
    const done = event.step - this.#began.step;
    if (done < 3) {
      return '';
    }
    const each = (Date.parse(event.at) - Date.parse(this.#began.at)) / 1000 / done;
    return `, ${seconds(each)} a step, ${seconds(each * (event.steps - event.step))} to go at most`;
  }

  #cancelButton() {
    const ended = ENDS.includes(this.#run.state);
    return !ended && actionButton('Cancel the run', async () => {
      if (await confirmed('Cancel this run?', 'What it has learned so far is dropped.', 'Cancel the run')) {
        this.show(await send('trainer', 'POST', `/v1/runs/${this.#run.id}/cancel`));
      }
    }, {class: 'quiet'});
  }
}

/** What a run does when it takes no steps. */
function besides(event) {
  return {
    screening: `Looking through the clips: ${event?.message}.`,
    waiting: `Waiting, since ${event?.message}`,
    judging: 'Training is over; the gate is listening.',
    listening: `Training is over; the gate has heard ${event?.message}.`,
  }[event?.kind];
}

function facts(run) {
  if (isImport(run)) {
    return `taken over ${moment(run.queuedAt)}`;
  }
  return [
    `queued ${moment(run.queuedAt)}`,
    run.clips > 0 && `${count(run.clips, 'clip')}, ${run.heldOutClips} of them held out`,
    run.startedAt && run.endedAt && `took ${seconds((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000)}`,
    run.attempts > 1 && `taken up ${run.attempts} times`,
  ].filter(Boolean).join(' · ');
}

function logLine(event, voice) {
  const sign = {warned: 'warn', failed: 'bad', rejected: 'bad', published: 'good'}[event.kind];
  return h('li', {class: event.kind},
    h('span', {class: 'time'}, moment(event.at)),
    sign && icon(sign),
    h('span', {}, h('b', {}, event.kind), event.step > 0 && ` at step ${event.step}`, event.message && `: ${event.message}`,
      event.kind === 'quarantined' && [' ', h('a', {href: voiceAddress(voice.id)}, 'See the clips in doubt')]));
}

/** Fetches what the gate heard; null where the run became no version. */
function recordings(run, voice) {
  return run.version && ((sentence, speaker) =>
    download('trainer', `/v1/voices/${encodeURIComponent(voice.id)}/versions/${run.version}/audio/${sentence}/${speaker}`));
}
