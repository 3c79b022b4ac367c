/** A form for a new voice. */

import {send} from '../api.js';
import {LANGUAGES} from '../part/languages.js';
import {fill, h} from '../part/dom.js';
import {notice, problem} from '../part/notice.js';
import {titleOf, voiceAddress, voicesChanged} from '../voices.js';

const CONSENT = 'I am the speaker, or the speaker has agreed to this voice being made and used.';

/** Shows it; a voice that was made is shown next. */
export async function showNewVoice(place) {
  const title = h('input', {id: 'title', required: true, maxlength: 200, autocomplete: 'off', placeholder: 'Anna Karlsson'});
  const name = h('input', {
    id: 'name', required: true, maxlength: 64, pattern: '[a-z0-9]([a-z0-9\\-]*[a-z0-9])?', autocomplete: 'off',
    autocapitalize: 'none', spellcheck: 'false', placeholder: 'anna-karlsson', 'aria-describedby': 'name-hint',
  });
  let named = false;
  name.addEventListener('input', () => {
    named = name.value !== '';
  });
  title.addEventListener('input', () => {
    if (!named) {
      name.value = slug(title.value);
    }
  });
  const language = h('select', {id: 'language'}, LANGUAGES.map(([code, label]) => h('option', {value: code}, label)));
  const by = h('input', {id: 'by', maxlength: 200, autocomplete: 'off', placeholder: 'the speaker'});
  const consent = h('textarea', {id: 'consent', rows: 3, required: true, maxlength: 2000, 'aria-describedby': 'consent-hint'}, CONSENT);
  const agreed = h('input', {id: 'agreed', type: 'checkbox', required: true});
  const failure = h('div');
  const submit = h('button', {class: 'primary'}, 'Make the voice');

  async function make(event) {
    event.preventDefault();
    submit.disabled = true;
    fill(failure);
    try {
      const voice = await send('ingest', 'POST', '/v1/voices', {
        name: name.value,
        title: title.value.trim(),
        language: language.value,
        consent: {statement: consent.value.trim(), by: by.value.trim() || undefined},
      });
      voicesChanged();
      notice(`The voice ${titleOf(voice)} is there. Now it needs clips.`);
      location.hash = voiceAddress(voice.id);
    } catch (error) {
      fill(failure, problem(error));
      submit.disabled = false;
    }
  }

  fill(place,
    h('h1', {}, 'New voice'),
    h('form', {class: 'card form', onsubmit: make},
      h('div', {class: 'field'},
        h('label', {for: 'title'}, 'Who speaks'), title),
      h('div', {class: 'field'},
        h('label', {for: 'name'}, 'Name for programs'), name,
        h('p', {class: 'hint', id: 'name-hint'}, 'Lower-case letters, digits and hyphens. It never changes.')),
      h('div', {class: 'field'}, h('label', {for: 'language'}, 'Language of the clips'), language),
      h('div', {class: 'field'},
        h('label', {for: 'consent'}, 'Consent'), consent,
        h('p', {class: 'hint', id: 'consent-hint'}, 'What the speaker agreed to, in their own words. It is kept with the voice, with the time of now.')),
      h('div', {class: 'field'}, h('label', {for: 'by'}, 'Given by'), by),
      h('div', {class: 'field check'}, agreed, h('label', {for: 'agreed'}, 'This is true, and I stand for it.')),
      failure,
      h('div', {class: 'actions'}, submit)));
  title.focus();
}

/** A name for programs, made of a title: `Anna Karlsson` becomes `anna-karlsson`. */
export function slug(title) {
  return title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64).replace(/-+$/, '');
}
