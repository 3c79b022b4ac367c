/** The clips that a voice has. */

import {offers} from '../abilities.js';
import {get} from '../api.js';
import {every, fill, h} from '../part/dom.js';
import {empty, problem} from '../part/notice.js';
import {count, seconds} from '../part/units.js';
import {gathered, onClipsChanged} from './changes.js';
import {clipRow} from './clip-row.js';
import {clipFilter} from './filter.js';

const PAGE = 500;
const LOOK_EVERY_MS = 5000;

/** Shows a voice's clips in a place, until the signal. */
export async function showClipList(place, voice, signal) {
  const path = `/v1/voices/${encodeURIComponent(voice.id)}`;
  const rows = new Map();
  const title = h('h2');
  const filter = clipFilter(show);
  const head = h('div', {class: 'list-head'}, title, filter.element);
  const list = h('ul', {class: 'clip-list'});
  let offered;
  let clips;
  let standing; // the voice's numbers when they were fetched: the trainer and other programs change them, too
  let outdated = true;
  let failure;

  const look = gathered(async () => {
    try {
      offered ??= await offers('hearClips', 'hearOriginals', 'correctClips', 'acceptClips', 'deleteClips');
      const now = JSON.stringify(await get('ingest', path, signal));
      if (outdated || now !== standing) {
        outdated = false;
        clips = await allClips(`${path}/clips`, signal);
        standing = now;
        show();
      }
      failure?.remove();
      failure = undefined;
    } catch (error) {
      outdated = true;
      if (!signal.aborted) {
        tell(problem(error));
      }
    }
  });

  /** What was fetched last is still of use, and the next look may go well. */
  function tell(now) {
    if (now.textContent !== failure?.textContent) { // it is read out whenever it is set
      failure?.remove();
      failure = now;
      place.prepend(failure);
    }
  }

  function show() {
    if (clips.length === 0) {
      fill(place, empty('No clips yet', 'Ten short recordings are enough for a first voice; twenty or more sound better. Quiet room, one speaker, a sentence each.'));
      return;
    }
    title.textContent = `${count(clips.length, 'clip')}, ${seconds(clips.reduce((sum, clip) => sum + clip.seconds, 0))}`;
    const chosen = new Set(filter.of(clips));
    const shown = clips.map((clip, i) => [clip, i + 1]).filter(([clip]) => chosen.has(clip));
    arrange(list, shown.map(([clip, number]) => row(clip, number)));
    if (list.parentNode !== place) {
      fill(place, head, list);
    }
  }

  /** A row is kept as long as its clip is the same, and what somebody is typing in it for longer. */
  function row(clip, number) {
    const state = JSON.stringify(clip);
    const known = rows.get(clip.id);
    let {row} = known ?? {};
    if (known?.state !== state) {
      row = clipRow(voice, clip, offered);
      if (known) {
        row.follow(known.row);
      }
      rows.set(clip.id, {state, row});
    }
    row.number(number);
    return row.element;
  }

  onClipsChanged(() => {
    outdated = true;
    look();
  }, signal);
  await look();
  every(LOOK_EVERY_MS, signal, look);
}

/** All pages of a voice's clips, oldest first. */
async function allClips(path, signal) {
  const clips = [];
  let cursor = '';
  do {
    const page = await get('ingest', `${path}?limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, signal);
    clips.push(...page.clips);
    cursor = page.next ?? '';
  } while (cursor);
  return clips;
}

/** Makes elements the children of a list. Those that are there stay where they are: one that is moved loses the focus. */
function arrange(list, elements) {
  const wanted = new Set(elements);
  [...list.children].filter(child => !wanted.has(child)).forEach(child => child.remove());
  let next = list.firstElementChild;
  for (const element of elements) {
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      list.insertBefore(element, next);
    }
  }
}
