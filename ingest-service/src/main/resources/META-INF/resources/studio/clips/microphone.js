/** The microphone, as it is: no echo cancelling, noise gate or gain control, which a voice would learn. */

const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/ogg;codecs=opus'];
const BITS_A_SECOND = 128_000;
const FULL_SCALE = 0.99;

/** What a person can do about a microphone that can't be had, by the name of the browser's error. */
const REFUSALS = {
  NotFoundError: 'There is no microphone.',
  NotAllowedError: "The microphone may not be used. Allow it in the browser's address bar.",
  NotReadableError: 'The microphone is there, but gives no sound. Another program may be using it: close that, and try again.',
};

/** An open microphone. Close it, or the browser goes on showing that it listens; one that was lost must be closed, too. */
export class Microphone {
  #stream;
  #context = new AudioContext();
  #analyser;
  #samples;

  constructor(stream, onLost) {
    this.#stream = stream;
    stream.getAudioTracks()[0].addEventListener('ended', onLost); // it is not told when we end it ourselves
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 2048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  /**
   * Asks for the microphone; an error says what the person can do.
   *
   * @param onLost is called when it is unplugged, or the person takes the permission back
   */
  static async open(onLost) {
    if (!navigator.mediaDevices) {
      throw new Error('The browser lends its microphone to pages of this machine or over HTTPS only. Open this page at http://127.0.0.1.');
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: {channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false},
      });
    } catch (error) {
      throw new Error(REFUSALS[error.name] ?? `The microphone can't be used (${error.name}).`, {cause: error});
    }
    return new Microphone(stream, onLost);
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
        if (recorder.state !== 'inactive') { // as it is once the microphone is gone
          recorder.stop();
        }
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
