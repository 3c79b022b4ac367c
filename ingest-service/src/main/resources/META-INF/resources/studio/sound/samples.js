/** 16-bit little-endian samples of one channel, as bytes. */

/** A function that gives the whole samples of bytes that come in any pieces. */
export function sampleCutter() {
  let odd = null;
  return bytes => {
    const joined = odd === null ? bytes : new Uint8Array([odd, ...bytes]);
    const even = joined.byteLength & ~1;
    odd = even === joined.byteLength ? null : joined[even];
    return joined.slice(0, even);
  };
}

/** Samples between -1 and 1. */
export function samplesOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({length: bytes.byteLength / 2}, (_, i) => view.getInt16(2 * i, true) / 0x8000);
}
