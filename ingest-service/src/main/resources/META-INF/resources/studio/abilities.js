/** What the services can do, as their own descriptions (OpenAPI) tell: what one can't do is not offered here. */

import {request} from './api.js';

const OPERATIONS = {
  hearClips: ['ingest', 'get', '/v1/voices/{}/clips/{}/audio'],
  hearOriginals: ['ingest', 'get', '/v1/voices/{}/clips/{}/original'],
  acceptClips: ['ingest', 'post', '/v1/voices/{}/clips/{}/accept'],
  correctClips: ['ingest', 'patch', '/v1/voices/{}/clips/{}'],
  deleteClips: ['ingest', 'delete', '/v1/voices/{}/clips/{}'],
  uploadMany: ['ingest', 'post', '/v1/voices/{}/uploads'],
  changeVoices: ['ingest', 'patch', '/v1/voices/{}'],
  deleteVoices: ['ingest', 'delete', '/v1/voices/{}'],
  readPolicies: ['trainer', 'get', '/v1/voices/{}/policy'],
  readLogs: ['trainer', 'get', '/v1/runs/{}/log'],
  traceVersions: ['trainer', 'get', '/v1/voices/{}/versions/{}/lineage'],
  promoteVersions: ['trainer', 'post', '/v1/voices/{}/versions/{}/promote'],
  fetchVersions: ['trainer', 'get', '/v1/voices/{}/versions/{}/archive'],
  hearGate: ['trainer', 'get', '/v1/voices/{}/versions/{}/audio/{}/{}'],
  timeSpeech: ['synth', 'post', '/v1/audio/speech/timings'],
};

const known = new Map();

/** Which of some abilities there are, by their names. */
export async function offers(...abilities) {
  return Object.fromEntries(await Promise.all(abilities.map(async ability => [ability, await can(ability)])));
}

/** Whether a service can do something of the list above. One that doesn't describe itself is believed to. */
export async function can(ability) {
  const [service, method, path] = OPERATIONS[ability];
  const operations = await described(service);
  return operations === null || operations.has(`${method} ${path}`);
}

/** What a service describes, asked for once; null where it has no description. */
function described(service) {
  if (!known.has(service)) {
    const reading = read(service);
    known.set(service, reading);
    reading.catch(() => known.delete(service)); // it may only be starting
  }
  return known.get(service);
}

async function read(service) {
  const answer = await request(service, '/q/openapi?format=json');
  if (!answer.ok) {
    return null;
  }
  const {paths} = await answer.json();
  return new Set(Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`)));
}
