/** What was measured of a recording, and what it means. */

import {h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {measured} from '../part/units.js';

const VERDICTS = {ok: ['good', 'good'], warn: ['warn', 'usable'], reject: ['bad', 'not usable']};
const NAMES = {
  rms: 'level', snr: 'voice above noise', lufs: 'loudness', seconds: 'length', speech_ratio: 'share of speech',
  speech_seconds: 'speech', bandwidth: 'highest frequency', clipped: 'clipped samples',
};

/** The kind of a verdict: `ok`, `warn` or `reject`. */
export function verdictOf(quality) {
  return quality.verdict.toLowerCase();
}

/** A verdict as a sign with a word. */
export function badge(verdict) {
  const [kind, word] = VERDICTS[verdict];
  return h('span', {class: `badge ${kind}`}, icon(kind), word);
}

/** Sentences about what could be better; none where all is well. */
export function adviceOf(quality) {
  return quality.measurements.filter(({verdict}) => verdict.toLowerCase() !== 'ok').map(({advice}) => advice);
}

/** Everything that was measured. */
export function measurementTable(quality) {
  const {source} = quality;
  return h('div', {class: 'measurements'},
    h('table', {},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Measured'), h('th', {scope: 'col', class: 'number'}, 'Value'), h('th', {scope: 'col'}, 'Verdict'))),
      h('tbody', {}, quality.measurements.map(({name, value, unit, verdict}) =>
        h('tr', {},
          h('th', {scope: 'row'}, NAMES[name] ?? name.replaceAll('_', ' ')),
          h('td', {class: 'number'}, measured(value, unit)),
          h('td', {}, badge(verdict.toLowerCase())))))),
    h('p', {class: 'hint'}, `The file was ${source.container}, ${source.codec}, ${source.sampleRate} Hz, ${source.channels === 1 ? 'mono' : `${source.channels} channels`}.`));
}
