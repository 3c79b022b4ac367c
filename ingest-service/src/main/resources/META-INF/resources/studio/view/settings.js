/** What a voice is called, its consent, when it is trained, and its end. */

import {can} from '../abilities.js';
import {get, send} from '../api.js';
import {fill, h} from '../part/dom.js';
import {insist} from '../part/insist.js';
import {actionButton, confirmed, notice, sentence} from '../part/notice.js';
import {count, moment, seconds} from '../part/units.js';
import {isPutAway, titleOf, voicesChanged} from '../voices.js';
import {policyForm} from '../training/policy-form.js';

/** Shows them. */
export async function showSettings(place, signal, voice) {
  const path = `/v1/voices/${encodeURIComponent(voice.id)}`;
  const policy = h('div');
  const [changeable, deletable] = await Promise.all([can('changeVoices'), can('deleteVoices')]);
  fill(place,
    h('section', {class: 'card'},
      h('h2', {}, 'About this voice'),
      h('dl', {class: 'facts'},
        h('dt', {}, 'Name for programs'), h('dd', {}, voice.id),
        h('dt', {}, 'Made'), h('dd', {}, moment(voice.createdAt)),
        h('dt', {}, 'Clips'), h('dd', {}, `${count(voice.clips, 'clip')}, ${seconds(voice.seconds)}`)),
      changeable && titleForm(path, voice)),
    changeable && h('section', {class: 'card'}, h('h2', {}, 'Consent of the speaker'), consent(path, voice)),
    policy,
    dangers(path, voice, changeable, deletable));
  await insist(policy, signal, async attempt => {
    if (await can('readPolicies')) {
      fill(policy, policyForm(path, await get('trainer', `${path}/policy`, attempt)));
    }
  });
}

function titleForm(path, voice) {
  const title = h('input', {id: 'title', maxlength: 200, required: true, value: voice.title});
  return h('form', {class: 'form', onsubmit: event => saved(event, async () => {
    await send('ingest', 'PATCH', path, {title: title.value.trim()});
    notice('The voice has a new title.');
    reload();
  })},
  h('div', {class: 'field'}, h('label', {for: 'title'}, 'Who speaks'), title),
  h('div', {class: 'actions'}, h('button', {}, 'Rename')));
}

function consent(path, voice) {
  if (voice.consent) {
    const {statement, by, at} = voice.consent;
    return h('figure', {class: 'quote'}, h('blockquote', {}, statement),
      h('figcaption', {class: 'about'}, `${by ? `${by}, ` : ''}${moment(at)}`));
  }
  const statement = h('textarea', {id: 'statement', rows: 3, required: true, maxlength: 2000});
  const by = h('input', {id: 'by', maxlength: 200});
  return h('form', {class: 'form', onsubmit: event => saved(event, async () => {
    await send('ingest', 'PATCH', path, {consent: {statement: statement.value.trim(), by: by.value.trim() || undefined}});
    notice('The consent is on record.');
    reload();
  })},
  h('p', {}, 'None is on record yet. Write down what the speaker agreed to.'),
  h('div', {class: 'field'}, h('label', {for: 'statement'}, 'Statement'), statement),
  h('div', {class: 'field'}, h('label', {for: 'by'}, 'Given by'), by),
  h('div', {class: 'actions'}, h('button', {class: 'primary'}, 'Record the consent')));
}

function dangers(path, voice, changeable, deletable) {
  const archived = isPutAway(voice);
  return (changeable || deletable) && h('section', {class: 'card'}, h('h2', {}, 'Put away or delete'), h('div', {class: 'actions'},
    changeable && actionButton(archived ? 'Take it out again' : 'Put it away', async () => {
      await send('ingest', 'PATCH', path, {archived: !archived});
      notice(archived ? 'The voice is in use again.' : 'The voice is put away: it goes on speaking, and takes no more clips.');
      reload();
    }),
    deletable && actionButton('Delete the voice', async () => {
      if (await confirmed(`Delete ${titleOf(voice)}?`, 'Its clips, its versions and everything that was stored of them go, and it stops speaking. This can’t be undone.', 'Delete everything')) {
        await send('ingest', 'DELETE', path);
        notice(`${titleOf(voice)} is deleted.`);
        voicesChanged();
        location.hash = '#/';
      }
    }, {class: 'danger'})));
}

async function saved(event, work) {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    notice(sentence(error), 'bad');
  } finally {
    button.disabled = false;
  }
}

function reload() {
  voicesChanged();
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
