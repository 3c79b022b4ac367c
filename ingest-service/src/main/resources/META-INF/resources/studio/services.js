/** Whether the three services are ready, in the page's head. */

import {address} from './api.js';
import {every, fill, h} from './part/dom.js';

const LOOK_EVERY_MS = 10_000;
const SERVICES = {ingest: 'takes clips', trainer: 'trains voices', synth: 'speaks'};

/** Shows a light for each service, as long as the page is open. */
export function showServices(place) {
  every(LOOK_EVERY_MS, new AbortController().signal, async () => {
    const lights = await Promise.all(Object.keys(SERVICES).map(async service => light(service, await state(service))));
    fill(place, lights);
  });
}

/** Health has no CORS limits of its own: what counts is whether it answers, and with what. */
async function state(service) {
  try {
    const answer = await fetch(address(service, '/q/health/ready'));
    return answer.ok ? 'ready' : 'not ready';
  } catch {
    return 'away';
  }
}

function light(service, now) {
  return h('span', {class: `light ${now.replace(' ', '-')}`, title: `The ${service} service ${SERVICES[service]}. It is ${now}.`},
    h('span', {class: 'dot', 'aria-hidden': 'true'}), service, h('span', {class: 'unseen'}, ` is ${now}`));
}
