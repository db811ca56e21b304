const RATE_HZ = 16_000;
const HEADER_BYTES = 44;
const notesHz = [523.25, 659.25, 783.99, 659.25];

/** A short melody as a WAV file (16 bit, mono): what is sent where there is no microphone. */
export function makeBeep(seconds: number): Uint8Array<ArrayBuffer> {
  const count = Math.max(1, Math.round(seconds * RATE_HZ));
  const bytes = new Uint8Array(HEADER_BYTES + count * 2);
  const view = new DataView(bytes.buffer);
  writeHeader(view, count);
  for (let at = 0; at < count; at += 1) view.setInt16(HEADER_BYTES + at * 2, sampleAt(at / RATE_HZ) * 12_000, true);
  return bytes;
}

/** One note each quarter of a second, struck and fading like a bell. */
function sampleAt(second: number): number {
  const note = notesHz[Math.floor(second * 4) % notesHz.length] ?? 0;
  const sinceStruck = (second * 4) % 1;
  return Math.sin(2 * Math.PI * note * second) * Math.exp(-3 * sinceStruck) * Math.min(1, sinceStruck * 40);
}

function writeHeader(view: DataView, sampleCount: number): void {
  const write = (offset: number, text: string) =>
    [...text].forEach((letter, at) => view.setUint8(offset + at, letter.charCodeAt(0)));
  write(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + sampleCount * 2, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, sampleCount * 2, true);
}
