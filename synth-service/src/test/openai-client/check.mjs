// Talks to a speech service as any user of OpenAI's library does. Usage: node check.mjs BASE_URL FOLDER
// Writes what it got into the folder and one line of JSON about it to standard output.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import OpenAI from "openai";
import { Stream } from "openai/streaming";

const [baseURL, folder] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const speech = (more) => client.audio.speech.create({ model: "tts-1", voice: "anna", input: "One. Two. Three.", ...more });
const report = {};

report.formats = {};
for (const format of ["mp3", "opus", "aac", "flac", "wav", "pcm"]) {
  const response = await speech({ response_format: format, seed: 1 });
  await writeFile(path.join(folder, `speech.${format}`), Buffer.from(await response.arrayBuffer()));
  report.formats[format] = { type: response.headers.get("content-type"), version: response.headers.get("x-voice-version") };
}

const streamed = await speech({ response_format: "pcm", seed: 1 });
report.chunks = 0;
report.streamedBytes = 0;
for await (const chunk of streamed.body) {
  report.chunks++;
  report.streamedBytes += chunk.length;
}

const response = await speech({ response_format: "pcm", stream_format: "sse", seed: 1 });
const audio = [];
report.events = [];
for await (const event of Stream.fromSSEResponse(response, new AbortController())) {
  report.events.push(event.type);
  if (event.type === "speech.audio.delta") audio.push(Buffer.from(event.audio, "base64"));
  if (event.type === "speech.audio.done") report.usage = event.usage;
}
await writeFile(path.join(folder, "events.pcm"), Buffer.concat(audio));

report.errors = {};
const refusals = {
  voice: { voice: "nobody" },
  model: { model: "whisper-1" },
  format: { response_format: "midi" },
  speed: { speed: 9 },
  sse: { response_format: "wav", stream_format: "sse" },
};
for (const [name, wrong] of Object.entries(refusals)) {
  try {
    await speech(wrong);
    report.errors[name] = { class: "none" };
  } catch (error) {
    const { status, code, param, type } = error;
    report.errors[name] = { class: error.constructor.name, status, code, param, type, message: error.message };
  }
}

report.slow = (await (await speech({ response_format: "pcm", speed: 0.5 })).arrayBuffer()).byteLength;
report.object = (await speech({ voice: { id: "anna@2" } })).headers.get("x-voice-version");

report.models = [];
for await (const model of client.models.list()) report.models.push(model.id);
report.model = (await client.models.retrieve("gpt-4o-mini-tts")).object;
report.voices = (await client.get("/audio/voices")).voices.map((voice) => voice.id);

console.log(JSON.stringify(report));
