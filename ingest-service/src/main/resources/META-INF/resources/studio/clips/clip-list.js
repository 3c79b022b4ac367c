/** The clips that a voice has. */

import {offers} from '../abilities.js';
import {get} from '../api.js';
import {fill, h} from '../part/dom.js';
import {empty, problem} from '../part/notice.js';
import {count, seconds} from '../part/units.js';
import {onClipsChanged} from './changes.js';
import {clipRow} from './clip-row.js';
import {verdictOf} from './quality.js';

const PAGE = 500;
const FILTERS = [
  ['all', 'All', () => true],
  ['doubtful', 'In doubt', clip => clip.state === 'quarantined'],
  ['advice', 'With advice', clip => verdictOf(clip.quality) !== 'ok'],
];

/** Shows a voice's clips in a place, until the signal. */
export async function showClipList(place, voice, signal) {
  const path = `/v1/voices/${encodeURIComponent(voice.id)}/clips`;
  const rows = new Map();
  const list = h('ul', {class: 'clip-list'});
  const head = h('div', {class: 'list-head'});
  let clips = [];
  let filter = FILTERS[0];
  let offered;

  async function refresh() {
    try {
      offered ??= await offers('hearClips', 'hearOriginals', 'correctClips', 'acceptClips', 'deleteClips');
      clips = await allClips(path, signal);
      show();
    } catch (error) {
      if (!signal.aborted) {
        fill(place, problem(error));
      }
    }
  }

  function show() {
    if (clips.length === 0) {
      fill(place, empty('No clips yet', 'Ten short recordings are enough for a first voice; twenty or more sound better. Quiet room, one speaker, a sentence each.'));
      return;
    }
    fill(head,
      h('h2', {}, `${count(clips.length, 'clip')}, ${seconds(clips.reduce((sum, clip) => sum + clip.seconds, 0))}`),
      h('div', {class: 'filters', role: 'group', 'aria-label': 'Show'}, FILTERS.filter(([name, , holds]) => name === 'all' || clips.some(holds)).map(choice)));
    fill(list, clips.map((clip, i) => [clip, i + 1]).filter(([clip]) => filter[2](clip)).map(([clip, number]) => row(clip, number)));
    fill(place, head, list);
  }

  function choice(one) {
    const [, label, holds] = one;
    return h('button', {type: 'button', 'aria-pressed': String(one === filter), onclick: () => {
      filter = one;
      show();
    }}, `${label} (${clips.filter(holds).length})`);
  }

  /** A row is kept as long as its clip is the same, so that nobody loses what they are typing. */
  function row(clip, number) {
    const key = JSON.stringify([number, clip]);
    const known = rows.get(clip.id);
    if (known?.key === key) {
      return known.element;
    }
    const element = clipRow(voice, clip, number, offered);
    rows.set(clip.id, {key, element});
    return element;
  }

  onClipsChanged(refresh, signal);
  await refresh();
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
