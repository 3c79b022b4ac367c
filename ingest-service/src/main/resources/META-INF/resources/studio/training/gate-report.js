/** What the gate found of a candidate: each check with its finding, and what it heard. */

import {h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {percent, seconds} from '../part/units.js';
import {playButton} from '../sound/play-button.js';

const SPEAKERS = [['base', 'Base model'], ['current', 'Version before'], ['tuned', 'This version']];

/**
 * A report.
 *
 * @param record fetches what was heard, by sentence from 1 and speaker; absent where nothing was kept
 */
export function gateReport(gate, record) {
  if (isOfImport(gate)) {
    return h('section', {class: 'gate', 'aria-label': 'Gate report'},
      h('h3', {}, 'The gate did not judge it'),
      h('p', {class: 'about'}, 'It was trained elsewhere, and imported. Listen to it before others do.'));
  }
  return h('section', {class: 'gate', 'aria-label': 'Gate report'},
    h('h3', {}, gate.passed ? 'The gate let it pass' : 'The gate refused it'),
    h('ul', {class: 'checks'}, gate.checks.map(check =>
      h('li', {class: check.passed ? 'good' : 'bad'}, icon(check.passed ? 'good' : 'bad'),
        h('span', {}, h('b', {}, check.name.replaceAll('-', ' ')), ` – ${check.finding}`)))),
    similarity(gate),
    understanding(gate),
    gate.sentences.length > 0 && h('div', {class: 'table-box'}, h('table', {class: 'heard'},
      h('caption', {}, 'What it heard: length, and likeness of the speaker to the clips (cosine, 1 is the same)'),
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Sentence'), speakersOf(gate).map(([, label]) => h('th', {scope: 'col'}, label)))),
      h('tbody', {}, gate.sentences.map((sentence, i) => h('tr', {},
        h('th', {scope: 'row'}, sentence.text, h('span', {class: 'about'}, ` about ${seconds(sentence.expectedSeconds)} expected`)),
        speakersOf(gate).map(([speaker, label]) => h('td', {}, take(sentence[speaker], i + 1, speaker, label, record)))))))));
}

/** Whether a report is of a version that was trained elsewhere: it passed, for nothing was judged. */
export function isOfImport(gate) {
  return gate.checks.some(({name}) => name === 'imported');
}

function speakersOf(gate) {
  return SPEAKERS.filter(([speaker]) => gate.sentences.some(sentence => sentence[speaker]));
}

function take(heard, sentence, speaker, label, record) {
  if (!heard) {
    return '–';
  }
  const likeness = heard.similarity === undefined || heard.similarity === null ? 'too short to tell' : `likeness ${heard.similarity.toFixed(3)}`;
  return [
    record && heard.audio && playButton(() => record(sentence, speaker), `sentence ${sentence} by ${label.toLowerCase()}`),
    h('span', {}, seconds(heard.seconds), h('br'), likeness),
  ];
}

/** How much of what was asked for was heard: intelligibility, without a human ear. */
function understanding({baseTokenErrors, tunedTokenErrors, baseTextFit, tunedTextFit}) {
  return [
    compared('Speech tokens heard otherwise than asked for', baseTokenErrors, tunedTokenErrors, percent),
    compared('Words: the sentence explains what was heard better than other texts by', baseTextFit, tunedTextFit,
      fit => `${fit.toFixed(3)} nats a token`),
  ];
}

function compared(what, base, tuned, unit) {
  return Number.isFinite(tuned) && h('p', {class: 'about'},
    `${what}: ${unit(tuned)}${Number.isFinite(base) ? `, base model ${unit(base)}` : ''}.`);
}

/** Bars: how alike each voice is to the speaker of the clips. */
function similarity(gate) {
  const rows = [['Base model', gate.baseSimilarity], ['Version before', gate.currentSimilarity], ['This version', gate.tunedSimilarity]]
    .filter(([, value]) => value !== undefined && value !== null);
  return rows.length > 1 && h('div', {class: 'likeness', role: 'img', 'aria-label': rows.map(([label, value]) => `${label}: ${value.toFixed(3)}`).join(', ')},
    h('p', {class: 'about'}, 'Likeness to the speaker of the clips (cosine, 1 is the same)'),
    rows.map(([label, value]) => h('div', {class: 'likeness-row'},
      h('span', {}, label), h('meter', {min: 0, max: 1, value: Math.max(0, value)}), h('span', {class: 'number'}, value.toFixed(3)))));
}
