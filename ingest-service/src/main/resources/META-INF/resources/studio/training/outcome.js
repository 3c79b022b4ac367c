/** How a run ended. */

import {h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {meanSquaredError, nats} from '../part/units.js';
import {voiceAddress} from '../voices.js';

const NETWORKS = {llm: 'The language model', flow: 'The flow'};
const REASONS = {
  threshold: 'learned enough: it reached its threshold',
  'no-gain': 'stopped since its held-out loss fell no more',
  epochs: 'went through all epochs',
  cancelled: 'was cancelled',
};

/** Whether a run trained nothing, but took a version over that was trained elsewhere. */
export function isImport(run) {
  return run.origin === 'import';
}

/** How a run stands, in a word. */
export function stateText(run) {
  return isImport(run) ? 'imported' : run.state;
}

/** What became of a run that has ended, why, and what its held-out losses were before and after. */
export function outcome(run, voice) {
  const {start, end} = run.heldOutLosses;
  return h('div', {class: `outcome ${run.state}`},
    run.state === 'published' && h('p', {class: 'result'}, icon('good'), h('span', {},
      isImport(run) ? imported(run) : published(run, voice),
      h('a', {href: voiceAddress(voice.id, 'versions')}, 'all versions'), '.')),
    run.failure && h('p', {class: 'result'}, icon('bad'), run.failure),
    run.stopReason && run.state === 'rejected' && h('p', {class: 'result'}, icon('bad'), run.stopReason),
    h('dl', {class: 'facts'},
      run.stopReason && run.state !== 'rejected' && !isImport(run) && [h('dt', {}, 'Why training ended'), h('dd', {}, reason(run.stopReason))],
      loss('Language model, held-out loss', start.llmNats, end.llmNats, nats),
      loss('Flow, held-out loss', start.flow, end.flow, meanSquaredError)));
}

function published(run, voice) {
  return [
    `Published as version ${run.version}. `,
    h('a', {href: `#/speak/${encodeURIComponent(`${voice.id}@${run.version}`)}`}, 'Let it speak'), ' or see ',
  ];
}

/** It may wait as a candidate: only the versions tell. */
function imported(run) {
  return `Imported as version ${run.version}. See whether it speaks among `;
}

/** `llm: threshold, flow: epochs` as sentences; any other reason as it is. */
export function reason(text) {
  const parts = text.split(', ').map(part => part.split(': '));
  return parts.every(([network, why]) => NETWORKS[network] && REASONS[why])
    ? parts.map(([network, why]) => `${NETWORKS[network]} ${REASONS[why]}.`).join(' ')
    : text;
}

function loss(label, from, to, told) {
  return (from ?? to ?? null) !== null && [h('dt', {}, label), h('dd', {}, `${told(from)} → ${told(to)}`)];
}
