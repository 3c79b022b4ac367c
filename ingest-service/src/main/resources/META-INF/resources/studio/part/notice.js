/** What the page tells a person besides its content. */

import {h} from './dom.js';
import {icon} from './icons.js';
import {Unreachable} from '../api.js';

const STAYS_MS = 6000;

/** A short message that goes by itself, and is read out. */
export function notice(text, kind = 'good') {
  const message = h('p', {class: `notice ${kind}`}, icon(kind), h('span', {}, text));
  document.getElementById('notices').append(message);
  setTimeout(() => message.remove(), STAYS_MS);
}

/**
 * Something that failed, in its own place.
 *
 * @param again whether the page tries again by itself
 */
export function problem(error, again = false) {
  return h('div', {class: 'problem', role: 'alert'}, icon('warn'),
    h('p', {}, sentence(error), again && ' This page goes on by itself as soon as it can.'));
}

/** What a failure means, as a sentence. One that is no refusal but a mistake of this page is also written to the browser's console. */
export function sentence(error) {
  if (error instanceof Unreachable) {
    return `${error.message} Is ./yinsong up still running?`;
  }
  if (error.name !== 'Error') { // those say in a sentence what a person can do
    console.error(error);
  }
  return error.message;
}

/** Nothing is here yet, and what to do about it. */
export function empty(title, text, ...actions) {
  return h('div', {class: 'empty'}, h('h3', {}, title), h('p', {}, text), h('div', {class: 'actions'}, actions));
}

/** Something takes a while. */
export function waiting(text) {
  return h('p', {class: 'waiting', role: 'status'}, h('span', {class: 'spinner', 'aria-hidden': 'true'}), text);
}

/**
 * Asks before something that can't be undone. Resolves to whether it is to be done.
 *
 * @param text what will happen
 * @param action what the button says
 */
export function confirmed(title, text, action) {
  return new Promise(resolve => {
    const dialog = h('dialog', {class: 'dialog', 'aria-labelledby': 'confirm-title'},
      h('form', {method: 'dialog'},
        h('h2', {id: 'confirm-title'}, title),
        h('p', {}, text),
        h('div', {class: 'actions'},
          h('button', {value: 'no', class: 'quiet', formnovalidate: true}, 'Cancel'),
          h('button', {value: 'yes', class: 'danger'}, action))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * A button that does something that takes a moment: it can't be pressed twice, and a failure is told.
 *
 * @param label text or nodes
 * @param work returns a promise
 */
export function actionButton(label, work, attributes = {}) {
  const button = h('button', {type: 'button', ...attributes, onclick: run}, label);
  async function run() {
    const focused = document.activeElement === button;
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      notice(sentence(error), 'bad');
    } finally {
      button.disabled = false;
      if (focused && document.activeElement === document.body) { // a disabled button loses the focus
        button.focus();
      }
    }
  }
  return button;
}
