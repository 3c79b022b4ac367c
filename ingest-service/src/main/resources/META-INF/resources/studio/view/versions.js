/** A voice's versions: which one speaks, what the gate found of each, and going back. */

import {offers} from '../abilities.js';
import {download, get, send} from '../api.js';
import {every, fill, h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {actionButton, confirmed, empty, notice} from '../part/notice.js';
import {bytes, moment} from '../part/units.js';
import {saveAs} from '../part/save.js';
import {gateReport, isOfImport} from '../training/gate-report.js';
import {lineageOf} from '../training/lineage.js';
import {voiceAddress} from '../voices.js';

const LOOK_EVERY_MS = 4000;

/** Shows them until the signal. */
export async function showVersions(place, signal, voice) {
  const path = `/v1/voices/${encodeURIComponent(voice.id)}/versions`;
  const offered = await offers('promoteVersions', 'fetchVersions', 'hearGate', 'traceVersions');
  let before;

  async function look() {
    try {
      const {versions} = await get('trainer', path, signal);
      const now = JSON.stringify(versions);
      if (now !== before) { // what somebody has unfolded stays so
        before = now;
        show(versions);
      }
    } catch (error) {
      if (before === undefined) { // later, what is shown stays useful
        throw error;
      }
    }
  }

  function show(versions) {
    fill(place, versions.length === 0
      ? empty('No version yet', 'A run that passes the gate becomes a version. It speaks at once, and stays here when a better one comes.',
        h('a', {class: 'button', href: voiceAddress(voice.id, 'training')}, 'To the training'))
      : h('ul', {class: 'version-list'}, versions.map(version => card(version, versions))));
  }

  function card(version, all) {
    const one = `${path}/${version.version}`;
    const current = all.find(({state}) => state === 'current');
    return h('li', {class: `card version ${version.state}`},
      h('div', {class: 'version-head'},
        h('h2', {}, `Version ${version.version}`),
        state(version),
        h('p', {class: 'about'}, `${moment(version.publishedAt ?? version.madeAt)} · ${bytes(version.checkpoint.bytes)}`)),
      h('div', {class: 'actions'},
        offered.promoteVersions && version.state !== 'current' && promoteButton(one, version, current),
        version.state !== 'candidate' && h('a', {class: 'button', href: `#/speak/${encodeURIComponent(`${voice.id}@${version.version}`)}`}, icon('speak'), 'Speak with it'),
        version.run && h('a', {class: 'button quiet', href: `${voiceAddress(voice.id, 'training')}/${version.run}`}, 'Its run'),
        offered.fetchVersions && actionButton([icon('download'), 'Archive'], async () =>
          saveAs(await download('trainer', `${one}/archive`), `${voice.id}@${version.version}.zip`), {class: 'quiet'})),
      h('details', {class: 'more', open: version.state === 'current'},
        h('summary', {}, 'Gate report'),
        gateReport(version.gate, offered.hearGate && ((sentence, speaker) => download('trainer', `${one}/audio/${sentence}/${speaker}`)))),
      offered.traceVersions && lineageOf(`${one}/lineage`));
  }

  function promoteButton(one, version, current) {
    const back = version.state === 'retired' && current && version.version < current.version;
    return actionButton(back ? 'Roll back to this' : 'Let this speak', () => promote(one, version), {class: 'primary'});
  }

  async function promote(one, version) {
    const despiteGate = isRefused(version);
    if (despiteGate && !await confirmed(`Let version ${version.version} speak?`,
      'The gate refused it. Read its report and listen to it first.', 'Let it speak nevertheless')) {
      return;
    }
    await send('trainer', 'POST', `${one}/promote`, {despiteGate});
    notice(`Version ${version.version} speaks now.`);
    await look();
  }

  await every(LOOK_EVERY_MS, signal, look);
}

/** A candidate that passed was imported, and waits. */
function isRefused(version) {
  return version.state === 'candidate' && !version.gate.passed;
}

function state(version) {
  if (version.state === 'candidate' && !isRefused(version)) {
    return h('span', {class: 'state'}, isOfImport(version.gate) ? 'imported, never spoke' : 'never spoke');
  }
  return h('span', {class: `state ${version.state}`},
    {current: 'speaks now', retired: 'spoke before', candidate: 'refused by the gate'}[version.state] ?? version.state);
}
