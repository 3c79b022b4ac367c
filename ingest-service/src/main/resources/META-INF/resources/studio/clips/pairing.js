/** Which of some files belong together: a recording and what is said in it. */

const SOUNDS = /\.(wav|wave|flac|mp3|m4a|mp4|aac|ogg|oga|opus|webm|weba|wma|aiff?|caf|amr)$/i;
const WORDS = /\.txt$/i;
const TABLE = /(^|\/)metadata\.csv$/i;
const ARCHIVE = /\.zip$/i;
const HIDDEN = /(^|\/)(\.|__MACOSX\/)/;

/**
 * Pairs recordings with texts of the same name in the same folder, or with the lines `id|text` of a metadata.csv.
 *
 * @param files of `{path, file}`
 * @returns `clips` of `{name, audio, text}`, where text is empty if none came with it, `archives`, and `others`, the
 *     names of files that are nothing that can be used
 */
export async function paired(files) {
  const seen = files.filter(({path}) => !HIDDEN.test(path));
  const of = pattern => seen.filter(({path}) => pattern.test(path));
  const texts = new Map();
  for (const {file} of of(TABLE)) {
    linesOf(await file.text()).forEach(([id, text]) => texts.set(id.toLowerCase(), text));
  }
  const byStem = new Map();
  for (const {path, file} of of(WORDS)) {
    byStem.set(stem(path), {path, text: (await file.text()).trim()});
  }
  const sounds = of(SOUNDS);
  const clips = sounds.map(({path, file}) => ({
    name: path, audio: file, text: byStem.get(stem(path))?.text ?? texts.get(stem(path).split('/').pop()) ?? '',
  }));
  const used = new Set(sounds.map(({path}) => stem(path)));
  return {
    clips: clips.sort((a, b) => a.name.localeCompare(b.name, undefined, {numeric: true})),
    archives: of(ARCHIVE).map(({file}) => file),
    others: seen.map(({path}) => path).filter(path =>
      !(SOUNDS.test(path) || TABLE.test(path) || ARCHIVE.test(path) || (WORDS.test(path) && used.has(stem(path))))),
  };
}

function stem(path) {
  return path.replace(/\.[^./]+$/, '').toLowerCase();
}

/** Pairs of an LJSpeech table: `id|text` or `id|as written|as spoken`; what is spoken counts. */
function linesOf(table) {
  return table.split(/\r?\n/)
    .map(line => line.split('|'))
    .filter(cells => cells.length >= 2)
    .map(cells => [cells[0].trim(), (cells[2] || cells[1]).trim()]);
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
