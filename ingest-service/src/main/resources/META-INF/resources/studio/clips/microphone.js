/** The microphone, as it is: no echo cancelling, noise gate or gain control, which a voice would learn. */

const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/ogg;codecs=opus'];
const BITS_A_SECOND = 128_000;
const FULL_SCALE = 0.99;

/** An open microphone. Close it, or the browser goes on showing that it listens. */
export class Microphone {
  #stream;
  #context = new AudioContext();
  #analyser;
  #samples;

  constructor(stream) {
    this.#stream = stream;
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 2048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  /** Asks for the microphone; an error says what the person can do. */
  static async open() {
    if (!navigator.mediaDevices) {
      throw new Error('The browser lends its microphone to pages of this machine or over HTTPS only. Open this page at http://127.0.0.1.');
    }
    try {
      return new Microphone(await navigator.mediaDevices.getUserMedia({
        audio: {channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false},
      }));
    } catch (error) {
      throw new Error(error.name === 'NotFoundError'
        ? 'There is no microphone.'
        : `The microphone may not be used (${error.name}). Allow it in the browser's address bar.`, {cause: error});
    }
  }

  /** How loud it is now: `{level, clipped}`, the level 0 to 1 over 60 dB. */
  get loudness() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const peak = this.#samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-6);
    return {level: Math.max(0, 1 + (20 * Math.log10(peak)) / 60), clipped: peak >= FULL_SCALE};
  }

  /** Starts a recording. Its `stop()` resolves to the file. */
  record() {
    const mimeType = FORMATS.find(format => MediaRecorder.isTypeSupported(format));
    const recorder = new MediaRecorder(this.#stream, {mimeType, audioBitsPerSecond: BITS_A_SECOND});
    const chunks = [];
    recorder.addEventListener('dataavailable', event => chunks.push(event.data));
    const ended = new Promise(resolve => recorder.addEventListener('stop', resolve, {once: true}));
    recorder.start();
    return {
      async stop() {
        recorder.stop();
        await ended;
        return new Blob(chunks, {type: recorder.mimeType});
      },
    };
  }

  close() {
    this.#stream.getTracks().forEach(track => track.stop());
    this.#context.close();
  }
}

/** What a recording's file is called, by its kind. */
export function fileName(number, blob) {
  const extension = blob.type.startsWith('audio/mp4') ? 'm4a' : blob.type.startsWith('audio/ogg') ? 'ogg' : 'webm';
  return `recorded-${String(number).padStart(3, '0')}.${extension}`;
}
