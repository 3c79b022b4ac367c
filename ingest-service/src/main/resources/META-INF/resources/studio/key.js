/** The key that requests are made with. It lives as long as the browser's tab. */

import {h} from './part/dom.js';

const STORED = 'yinsong.key';
let asking;

/** The key, or null. */
export function keyFor() {
  return sessionStorage.getItem(STORED);
}

/** Forgets the key. */
export function forgetKey() {
  sessionStorage.removeItem(STORED);
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
      id: 'key', type: 'password', required: true, autocomplete: 'off', spellcheck: 'false', placeholder: 'ysk_…',
    });
    const dialog = h('dialog', {class: 'dialog', 'aria-labelledby': 'key-title', oncancel: event => event.preventDefault()},
      h('form', {method: 'dialog'},
        h('h2', {id: 'key-title'}, 'Your API key'),
        h('p', {}, why),
        h('label', {for: 'key'}, 'API key'),
        field,
        h('p', {class: 'hint'}, 'It is kept until this tab is closed, and sent to the three services only.'),
        h('div', {class: 'actions'}, h('button', {class: 'primary'}, 'Use this key'))));
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(STORED, field.value.trim());
      dialog.remove();
      resolve();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
