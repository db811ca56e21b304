import { seededRandom } from './seeded-random.js';

/** The loudness of equal slices of a recording, each from 0 to 1, the loudest being 1. */
export function measurePeaks(samples: ArrayLike<number>, count: number): number[] {
  const peaks: number[] = [];
  for (let slice = 0; slice < count; slice += 1) {
    const from = Math.floor((slice * samples.length) / count);
    const to = Math.max(from + 1, Math.floor(((slice + 1) * samples.length) / count));
    const stride = Math.max(1, Math.floor((to - from) / 200)); // 200 looks per slice are enough for a picture
    let peak = 0;
    for (let at = from; at < to && at < samples.length; at += stride) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    peaks.push(peak);
  }
  const loudest = Math.max(...peaks, 0);
  return loudest === 0 ? peaks.map(() => 0) : peaks.map((peak) => peak / loudest);
}

/** What is shown until the sound is decoded, or when it cannot be: always the same for the same message. */
export function inventPeaks(seed: string, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: count },
    (_, at) => 0.15 + 0.75 * random() * (0.55 + 0.45 * Math.abs(Math.sin(at / 3.7))),
  );
}
