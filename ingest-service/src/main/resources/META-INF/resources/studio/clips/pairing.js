/** Which of some files belong together: a recording and what is said in it. */

import {idOf, linesOf, stemOf} from './metadata.js';
import {textOf} from './text-file.js';

const SOUNDS = /\.(wav|wave|flac|mp3|m4a|mp4|aac|ogg|oga|opus|webm|weba|wma|aiff?|caf|amr)$/i;
const WORDS = /\.txt$/i;
const TABLE = /(^|\/)metadata\.csv$/i;
const ARCHIVE = /\.zip$/i;
const HIDDEN = /(^|\/)(\.|__MACOSX\/)/;

/**
 * Pairs recordings with the lines `id|text` of a metadata.csv, or with texts of the same name in the same folder, as the
 * ingest service does with those of an archive.
 *
 * @param files of `{path, file}`
 * @returns `clips` of `{name, audio, text, why}`, where text is empty if none came with it or nobody can tell which one is
 *     meant, and why says so, `archives`, and `others`, the names of files that are nothing that can be used
 */
export async function paired(files) {
  const seen = files.filter(({path}) => !HIDDEN.test(path)).sort((a, b) => a.path.localeCompare(b.path, undefined, {numeric: true}));
  const of = pattern => seen.filter(({path}) => pattern.test(path));
  const sounds = of(SOUNDS);
  const lines = await linesOf(of(TABLE), sounds);
  const texts = new Map(of(WORDS).map(text => [stemOf(text.path), text]));
  const used = new Set();
  const clips = [];
  for (const {path, file} of sounds) {
    const stem = stemOf(path);
    const words = used.has(stem) ? unclear(stem) : await wordsOf(path, lines, texts);
    clips.push({name: path, audio: file, ...words});
    used.add(stem);
  }
  return {
    clips,
    archives: of(ARCHIVE).map(({file}) => file),
    others: seen.map(({path}) => path).filter(path =>
      !(SOUNDS.test(path) || TABLE.test(path) || ARCHIVE.test(path) || (WORDS.test(path) && used.has(stemOf(path))))),
  };
}

async function wordsOf(path, lines, texts) {
  const stem = stemOf(path);
  const line = lines.textFor(path);
  if (line !== undefined) {
    return {text: line};
  }
  const beside = texts.get(stem);
  if (beside) {
    try {
      return {text: (await textOf(beside.path, beside.file)).trim()};
    } catch (error) {
      return {text: '', why: error.message};
    }
  }
  return lines.has(idOf(stem)) ? unclear(stem) : {text: ''};
}

function unclear(stem) {
  return {text: '', why: `There is more than one file for ${idOf(stem)}: nobody knows which one is meant.`};
}

/** All files that were dropped, those in folders too, as `{path, file}`. */
export async function dropped(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  return (await Promise.all(entries.map(entry => filesOf(entry)))).flat();
}

/** All files that were chosen, as `{path, file}`. */
export function chosen(list) {
  return [...list].map(file => ({path: file.webkitRelativePath || file.name, file}));
}

async function filesOf(entry) {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    return [{path, file: await new Promise((resolve, reject) => entry.file(resolve, reject))}];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a reader gives at most a hundred at a time
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return (await Promise.all(found.map(filesOf))).flat();
    }
    found.push(...some);
  }
}
