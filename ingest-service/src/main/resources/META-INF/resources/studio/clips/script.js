/** What is read aloud for a recording: one sentence after the other, each of which can be changed. */

import {h} from '../part/dom.js';
import {sentencesOf} from './sentences.js';

/** A text box that begins with one of the language's sentences; it is empty where there are none. */
export function scriptFor(voice) {
  const sentences = sentencesOf(voice.language);
  const box = h('textarea', {class: 'script', rows: 2, lang: voice.language, 'aria-label': 'The sentence to read', placeholder: 'Write a sentence, then read it aloud.'});
  const position = h('span', {class: 'about'});
  let number = 0;
  show();

  function show() {
    const at = number % sentences.length; // NaN where there are none
    box.value = sentences[at] ?? '';
    position.textContent = sentences.length > 0 ? `sentence ${at + 1} of ${sentences.length}` : '';
  }

  return {
    box,
    position,
    /** The words as they are in the box now. */
    get words() {
      return box.value.trim();
    },
    /** Of the sentence, counted from 1. */
    get number() {
      return number + 1;
    },
    next() {
      number++;
      show();
    },
  };
}
