/** WAV files of one channel with 16 bits a sample. */

const HEADER = 44;

/**
 * A WAV file.
 *
 * @param chunks of 16-bit little-endian samples, as bytes
 * @param rate in hertz
 */
export function waveFile(chunks, rate) {
  const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const view = new DataView(new ArrayBuffer(HEADER));
  text(view, 0, 'RIFF');
  view.setUint32(4, HEADER - 8 + size, true);
  text(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true); // of the format's fields
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true); // bytes a second
  view.setUint16(32, 2, true); // bytes a sample of all channels
  view.setUint16(34, 16, true); // bits a sample
  text(view, 36, 'data');
  view.setUint32(40, size, true);
  return new Blob([view, ...chunks], {type: 'audio/wav'});
}

function text(view, at, letters) {
  for (let i = 0; i < letters.length; i++) {
    view.setUint8(at + i, letters.charCodeAt(i));
  }
}
