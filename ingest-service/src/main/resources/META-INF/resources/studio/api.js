/** The three services over HTTP. */

import {keyFor, askForKey} from './key.js';

/** A service said no. The message is its sentence; `type` is the stable name of the problem. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? problem.error?.message ?? problem.title ?? `The service answered ${status}.`);
    this.status = status;
    this.type = problem.type ?? problem.error?.code ?? 'about:blank';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Nobody answered. */
export class Unreachable extends Error {
  constructor(service) {
    super(`The ${service} service does not answer${origins[service] ? ` at ${origins[service]}` : ''}.`);
    this.service = service;
  }
}

const origins = {ingest: '', trainer: '', synth: ''};
let limits;

/** Learns where the other services are. */
export async function connect() {
  const studio = await get('ingest', '/v1/studio');
  origins.trainer = studio.trainer;
  origins.synth = studio.synth;
  limits = studio.limits;
}

/** What a clip must be like: `minSeconds`, `maxSeconds`, `audioBytes`, `characters`. */
export function clipLimits() {
  return limits;
}

/** The address of something at a service. */
export function address(service, path) {
  return origins[service] + path;
}

/** The JSON of a GET. */
export async function get(service, path, signal) {
  return (await call(service, path, {signal})).json();
}

/** Sends JSON; the answer's JSON, or null where there is none. */
export async function send(service, method, path, body, headers = {}) {
  const answer = await call(service, path, {
    method,
    headers: body === undefined ? headers : {'Content-Type': 'application/json', ...headers},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

/** A file, such as a recording. */
export async function download(service, path, signal) {
  return (await call(service, path, {signal})).blob();
}

/**
 * A request with the key, if one is known. A 401 asks the person for a key and tries again.
 *
 * @throws {Refused} for any other status above 399
 * @throws {Unreachable} when nobody answers
 */
export async function call(service, path, options = {}) {
  const answer = await request(service, path, options);
  if (answer.status === 401) {
    await askForKey((await refusal(answer)).message);
    return call(service, path, options);
  }
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return answer;
}

/**
 * A request with the key, whatever comes of it.
 *
 * @throws {Unreachable} when nobody answers
 */
export async function request(service, path, options = {}) {
  try {
    return await fetch(address(service, path), {...options, headers: {...options.headers, ...authorization()}});
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Unreachable(service);
  }
}

/** The header that says who asks; none without a key. */
export function authorization() {
  const key = keyFor();
  return key ? {Authorization: `Bearer ${key}`} : {};
}

async function refusal(answer) {
  return refusalOf(answer.status, await answer.text(), answer.headers.get('Retry-After'));
}

/** What an answer above 399 says. */
export function refusalOf(status, body, retryAfter) {
  let problem;
  try {
    problem = JSON.parse(body);
  } catch {
    problem = {}; // a proxy's page, say: the status has to do
  }
  return new Refused(status, problem ?? {}, retryAfter ? Number(retryAfter) : undefined);
}
