/** One clip: hear it, see what is wrong with it, correct its words, remove it. */

import {download, send} from '../api.js';
import {h} from '../part/dom.js';
import {icon} from '../part/icons.js';
import {actionButton, confirmed, notice} from '../part/notice.js';
import {moment, seconds} from '../part/units.js';
import {playButton} from '../sound/play-button.js';
import {clipsChanged} from './changes.js';
import {adviceOf, badge, measurementTable, verdictOf} from './quality.js';

const NAMED_BY = 40;

/**
 * A row of the list.
 *
 * @param offered what can be done with it, by ability
 * @returns `element`; `number(n)`, which shows which one it is, in the order in which they came; `draft`, the words that
 *     somebody is typing, undefined when nobody is; and `follow(before)`, which puts it in place of an older row of the
 *     same clip, with what is being typed there
 */
export function clipRow(voice, clip, offered) {
  const path = `/v1/voices/${encodeURIComponent(voice.id)}/clips/${clip.id}`;
  const name = nameOf(clip.text);
  const isDoubtful = clip.state === 'quarantined';
  const number = h('span', {class: 'number', 'aria-hidden': 'true'});
  const text = h('p', {class: 'words', lang: voice.language}, clip.text);
  const field = h('textarea', {rows: 2, 'aria-label': `Words of ${name}`, lang: voice.language});
  const form = correction();
  const words = h('div', {class: 'what'}, text);
  const edit = h('button', {type: 'button', class: 'icon-button', 'aria-label': `Correct the words of ${name}`, title: 'Correct the words', onclick: startEditing}, icon('pen'));
  const remove = actionButton(icon('bin'), removeClip, {class: 'icon-button', 'aria-label': `Delete ${name}`, title: 'Delete'});
  const accept = actionButton('Accept as it is', acceptClip);
  const element = h('li', {class: 'clip'},
    number,
    offered.hearClips && playButton(() => download('ingest', `${path}/audio`), name),
    words,
    h('span', {class: 'length'}, seconds(clip.seconds)),
    isDoubtful ? h('span', {class: 'badge warn'}, icon('warn'), 'in doubt') : badge(verdictOf(clip.quality)),
    h('span', {class: 'tools'}, offered.correctClips && edit, offered.deleteClips && remove));
  if (isDoubtful) {
    words.append(doubt());
  }
  words.append(...adviceOf(clip.quality).map(advice => h('p', {class: 'advice'}, icon('warn'), advice)), details());

  /** A clip whose words don't seem to fit: it is not trained on until somebody has listened. */
  function doubt() {
    return h('div', {class: 'doubt'},
      h('p', {class: 'advice'}, icon('warn'), `${clip.quarantine.reason} (${clip.quarantine.nats.toFixed(2)} nats/token off)`),
      h('p', {class: 'hint'}, 'It is not trained on. Listen: correct the words, or accept the clip as it is.'),
      h('div', {class: 'actions'},
        offered.correctClips && h('button', {type: 'button', onclick: startEditing}, 'Correct the words'),
        offered.acceptClips && accept));
  }

  function details() {
    return h('details', {class: 'more'},
      h('summary', {}, 'Measurements'),
      measurementTable(clip.quality),
      offered.hearOriginals && h('p', {class: 'original'}, playButton(() => download('ingest', `${path}/original`), `${name} as it was uploaded`), 'as it was uploaded'),
      h('p', {class: 'hint'}, `Came ${moment(clip.createdAt)}. Id ${clip.id}.`));
  }

  function correction() {
    const save = actionButton('Save', saveWords, {class: 'primary'});
    return h('form', {class: 'correction', onsubmit: event => {
      event.preventDefault();
      save.click();
    }},
    field,
    h('p', {class: 'hint'}, 'Word for word what is heard. The clip is prepared anew with it.'),
    h('div', {class: 'actions'}, save, h('button', {type: 'button', class: 'quiet', onclick: () => leave(edit)}, 'Cancel')));
  }

  function startEditing() {
    if (!form.parentNode) {
      type(text.textContent);
    }
    field.focus();
  }

  function type(draft) {
    field.value = draft;
    text.replaceWith(form);
  }

  function leave(next) {
    form.replaceWith(text);
    next.focus();
  }

  async function saveWords() {
    const wanted = field.value.trim();
    const {text: now} = wanted === clip.text ? clip : await send('ingest', 'PATCH', path, {text: wanted});
    if (now !== clip.text) { // the service has its own idea of what is the same
      text.textContent = now;
      leave(edit);
      notice(`The words of clip ${number.textContent} are corrected.`);
      clipsChanged();
    } else if (isDoubtful && offered.acceptClips) {
      leave(accept);
      notice('These are the words that are in doubt. If they are what is heard, accept the clip as it is.', 'warn');
    } else {
      leave(edit);
      notice(`The words of clip ${number.textContent} are the same as before.`);
    }
  }

  async function acceptClip() {
    await send('ingest', 'POST', `${path}/accept`);
    notice(`Clip ${number.textContent} will be trained on.`);
    clipsChanged();
  }

  async function removeClip() {
    if (await confirmed(`Delete clip ${number.textContent}?`, `“${clip.text}” will not be trained on any more. Versions that learned from it stay.`, 'Delete the clip')) {
      await send('ingest', 'DELETE', path);
      notice(`Clip ${number.textContent} is deleted.`);
      clipsChanged();
    }
  }

  function follow(before) {
    const hasFocus = before.element.contains(document.activeElement);
    before.element.replaceWith(element);
    if (before.draft !== undefined && before.draft !== clip.text) {
      type(before.draft);
    }
    if (hasFocus) {
      (form.parentNode ? field : edit).focus();
    }
  }

  return {
    element,
    follow,
    get draft() {
      return form.parentNode ? field.value : undefined;
    },
    number(n) {
      number.textContent = n;
    },
  };
}

/** What a clip is called where it is not seen: its number would change when another one is deleted. */
function nameOf(text) {
  const letters = [...text];
  return `“${letters.slice(0, NAMED_BY).join('')}${letters.length > NAMED_BY ? ' …' : ''}”`;
}
