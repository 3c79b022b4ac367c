/** The key, or access token, that requests are made with. It lives as long as the browser's tab. */

import {fill, h} from './part/dom.js';

const STORED = 'yinsong.key';
const CHANGED = 'key-changed';
let asking;

/** The key, or null. */
export function keyFor() {
  return sessionStorage.getItem(STORED);
}

/** Shows how to change the key, as long as there is one. */
export function showKey(place) {
  const show = () => fill(place, keyFor() && h('button', {type: 'button', class: 'quiet', onclick: forget}, 'Change key'));
  document.addEventListener(CHANGED, show);
  show();
}

/** The page begins anew, so that nothing is left of what the key let it see. */
function forget() {
  sessionStorage.removeItem(STORED);
  location.reload();
}

/** Asks the person for a key, once for all requests that wait for it. Resolves when there is one. */
export function askForKey(why) {
  asking ??= ask(why).finally(() => {
    asking = undefined;
  });
  return asking;
}

function ask(why) {
  return new Promise(resolve => {
    const field = h('input', {
      id: 'key', type: 'password', required: true, autocomplete: 'off', spellcheck: 'false', placeholder: 'yk_…',
    });
    const dialog = h('dialog', {class: 'dialog', 'aria-labelledby': 'key-title', oncancel: event => event.preventDefault()},
      h('form', {method: 'dialog'},
        h('h2', {id: 'key-title'}, 'Your API key'),
        h('p', {}, why),
        h('label', {for: 'key'}, 'API key'),
        field,
        h('p', {class: 'hint'}, 'An access token will do, too. It is kept until this tab is closed, and sent to the three services only.'),
        h('div', {class: 'actions'}, h('button', {class: 'primary'}, 'Use this key'))));
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(STORED, field.value.trim());
      document.dispatchEvent(new Event(CHANGED));
      dialog.remove();
      resolve();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
