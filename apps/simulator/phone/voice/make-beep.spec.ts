import { describe, expect, it } from '@jest/globals';
import { makeBeep } from './make-beep.js';

describe(makeBeep, () => {
  const bytes = makeBeep(2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));

  it('is a WAV file of the asked length', () => {
    expect([text(0, 4), text(8, 8), text(36, 4)]).toEqual(['RIFF', 'WAVEfmt ', 'data']);
    const bytesPerSecond = view.getUint32(28, true);
    expect(view.getUint32(40, true) / bytesPerSecond).toBe(2);
    expect(view.getUint32(4, true) + 8).toBe(bytes.length);
  });

  it('can be heard, and never clips', () => {
    const samples = new Int16Array(bytes.buffer, 44);
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(5_000);
    expect(loudest).toBeLessThan(20_000);
  });
});
