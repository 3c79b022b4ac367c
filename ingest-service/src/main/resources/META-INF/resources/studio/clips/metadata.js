/** Tables of what is said in recordings, as LJSpeech has them: a line a clip, `id|text` or `id|text|text as it is said`. */

import {textOf} from './text-file.js';

/**
 * The lines of each metadata.csv, and the recordings that they are for, by the rules of the ingest service: those in the
 * table's folder and below, unless a table nearer to them has the id, too. A line with no such recording may be for one
 * elsewhere, if only one has its id.
 *
 * @param tables and recordings, each of `{path, file}`
 * @returns `textFor(path)`, what is said in a recording, undefined unless it is clear; and `has(id)`, whether there is a
 *     line with this id, whatever recording it is for
 */
export async function linesOf(tables, recordings) {
  const lines = (await Promise.all(tables.map(read))).flat();
  const byId = Map.groupBy(lines, line => line.id);
  const stemsById = Map.groupBy(new Set(recordings.map(({path}) => stemOf(path))), idOf);
  const candidates = new Map(); // by a recording's stem
  const stems = new Map(lines.map(line => [line, new Set()])); // of the recordings that a line may be for
  for (const {path} of recordings) {
    const stem = stemOf(path);
    const found = nearest(byId.get(idOf(stem)) ?? [], path, stemsById.get(idOf(stem)).length === 1);
    candidates.set(stem, found);
    found.forEach(line => stems.get(line).add(stem));
  }
  return {
    textFor(path) {
      const found = candidates.get(stemOf(path));
      return found.length === 1 && stems.get(found[0]).size === 1 ? found[0].text : undefined;
    },
    has: id => byId.has(id),
  };
}

/** A path without the file's ending: `a/001.wav` and `a/001.txt` have the same. */
export function stemOf(path) {
  return path.replace(/\.[^./]*$/, '');
}

/** A stem without folders. */
export function idOf(stem) {
  return stem.split('/').pop();
}

/** @param isOnly whether no other recording has the id of these lines */
function nearest(lines, path, isOnly) {
  const above = lines.filter(({folder}) => path.startsWith(folder));
  if (above.length === 0) {
    return isOnly ? lines : [];
  }
  const depth = Math.max(...above.map(({folder}) => folder.length));
  return above.filter(({folder}) => folder.length === depth);
}

/** A table's lines, with its folder. Of two texts the first is taken: the service normalises it like any other. */
async function read({path, file}) {
  const folder = path.slice(0, path.lastIndexOf('/') + 1); // with its slash, or empty
  const lines = new Map();
  for (const [i, line] of (await textOf(path, file)).split(/\r\n|\r|\n/).entries()) {
    const [id, text] = line.split('|').map(cell => cell.trim());
    if (line.trim() === '') {
      continue;
    }
    if (text === undefined) {
      throw new Error(`Line ${i + 1} of ${path} is not id|text.`);
    }
    if (lines.has(id)) {
      throw new Error(`Line ${i + 1} of ${path} repeats an id: ${id}.`);
    }
    lines.set(id, {folder, id, text});
  }
  return [...lines.values()];
}
