/** The clips that a version came from. */

import {get} from '../api.js';
import {fill, h} from '../part/dom.js';
import {problem, waiting} from '../part/notice.js';
import {count, seconds} from '../part/units.js';

/** A folded list that is fetched when somebody unfolds it. */
export function lineageOf(path) {
  const place = h('div', {}, waiting('Looking …'));
  const details = h('details', {class: 'more'}, h('summary', {}, 'What it learned from'), place);
  details.addEventListener('toggle', async () => {
    try {
      fill(place, shown(await get('trainer', path)));
    } catch (error) {
      fill(place, problem(error));
    }
  }, {once: true});
  return details;
}

function shown({clips, dataset}) {
  const learned = clips.filter(clip => !clip.heldOut);
  return [
    h('p', {class: 'about'}, `${count(learned.length, 'clip')} learned from, ${clips.length - learned.length} held out to judge by`
      + `${dataset ? `, of dataset ${dataset}` : ''}.`),
    h('div', {class: 'table-box'}, h('table', {},
      h('thead', {}, h('tr', {}, ['Words', 'Length', 'Used to'].map(name => h('th', {scope: 'col'}, name)))),
      h('tbody', {}, clips.map(clip => h('tr', {},
        h('td', {}, clip.text, clip.removed && h('span', {class: 'about'}, ' (removed since)')),
        h('td', {class: 'number'}, seconds(clip.seconds)),
        h('td', {}, clip.heldOut ? 'judge' : 'learn')))))),
  ];
}
