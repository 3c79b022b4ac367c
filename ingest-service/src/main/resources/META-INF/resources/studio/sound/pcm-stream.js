/** Speech that is heard while the rest of it is still being spoken. */

import {soundEnds, soundStarts} from './one.js';
import {samplesOf} from './samples.js';

/** The first sample waits so long, or the loudspeaker would run dry at once. */
const LEAD_SECONDS = 0.08;

/** Plays 16-bit little-endian samples of one channel as they come. Make it on a click, or browsers keep it silent. */
export class PcmStream {
  #context = new AudioContext();
  #rate;
  #next = -1; // when the next chunk begins, by the context's clock in seconds
  #heard = Promise.resolve(); // once the last chunk is over, which may be before its successor comes
  #stopped = Promise.withResolvers();
  #stop = () => this.stop();
  #onStop;

  /**
   * A player.
   *
   * @param rate in hertz
   * @param onStop is called when it is stopped, as by another sound that starts
   */
  constructor(rate, onStop) {
    this.#rate = rate;
    this.#onStop = onStop;
    soundStarts(this.#stop);
  }

  /** Adds bytes of whole samples. */
  add(bytes) {
    if (bytes.byteLength === 0 || this.#context.state === 'closed') {
      return;
    }
    const samples = samplesOf(bytes);
    const buffer = this.#context.createBuffer(1, samples.length, this.#rate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(this.#context, {buffer});
    source.connect(this.#context.destination);
    this.#heard = new Promise(resolve => source.addEventListener('ended', resolve));
    if (this.#next < this.#context.currentTime) { // the first, or the loudspeaker ran dry
      this.#next = this.#context.currentTime + LEAD_SECONDS;
    }
    source.start(this.#next);
    this.#next += buffer.duration;
  }

  /** Resolves when all that was added has been heard, or it was stopped. */
  async end() {
    await Promise.race([this.#heard, this.#stopped.promise]);
    this.#close();
  }

  /** Silence at once. */
  stop() {
    if (this.#context.state !== 'closed') {
      this.#close();
      this.#onStop();
    }
  }

  #close() {
    soundEnds(this.#stop);
    this.#stopped.resolve();
    if (this.#context.state !== 'closed') {
      this.#context.close();
    }
  }
}
