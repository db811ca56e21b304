import { BAR_COUNT } from './draw-waveform.js';
import { measurePeaks } from './measure-peaks.js';

const known = new Map<string, Promise<number[]>>();
const wanted = new WeakMap<Element, () => void>();

const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    wanted.get(target)?.();
  }
});

/** Decodes the sound once its player is on the screen, and gives the real waveform. Undecodable sounds keep the old one. */
export function loadPeaks(player: Element, url: string, paint: (peaks: number[]) => void): void {
  wanted.set(player, () => {
    const peaks = known.get(url) ?? decode(url);
    known.set(url, peaks);
    peaks.then(paint).catch(() => known.delete(url));
  });
  observer.observe(player);
}

async function decode(url: string): Promise<number[]> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const context = new OfflineAudioContext(1, 1, 22_050);
  const sound = await context.decodeAudioData(bytes);
  return measurePeaks(sound.getChannelData(0), BAR_COUNT);
}
