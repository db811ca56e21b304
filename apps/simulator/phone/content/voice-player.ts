import { element } from '../dom/element.js';
import { setIconButton, iconButton } from '../dom/icon-button.js';
import { icon } from '../dom/icon.js';
import type { ChatContext } from '../message/message-actions.js';
import { businessAvatar, personAvatar } from '../people/avatar.js';
import type { ChatMessage } from '../state/phone-state.js';
import { formatSeconds } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';
import { BAR_COUNT, drawWaveform } from './draw-waveform.js';
import { loadPeaks } from './load-peaks.js';
import { inventPeaks } from './measure-peaks.js';
import { mediaGone } from './render-picture.js';

const speeds = [1, 1.5, 2];
let playing: HTMLAudioElement | undefined;

/** A voice note or sound file: play, seek on the waveform, change the speed. One plays at a time. */
export function renderVoice(message: ChatMessage, context: ChatContext): HTMLElement {
  const t = texts();
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = message.mediaUrl ?? '';
  const seconds = () => message.seconds ?? (Number.isFinite(audio.duration) ? audio.duration : 0);

  const play = iconButton({ icon: 'playSolid', label: t.play, class: 'voice-play', onClick: () => toggle(audio) });
  const clock = element('span', { class: 'voice-clock' }, formatSeconds(seconds()));
  const seek = element('input', {
    type: 'range',
    class: 'voice-seek',
    min: 0,
    max: 1000,
    value: 0,
    'aria-label': t.position,
  });
  const wave = element('div', { class: 'voice-wave' });
  const avatar = element(
    'div',
    { class: 'voice-avatar' },
    message.direction === 'in'
      ? personAvatar({ name: context.personName, color: context.personColor })
      : businessAvatar(),
    icon('microphone', 18),
  );
  const speed = element('button', { type: 'button', class: 'voice-speed', hidden: true, 'aria-label': t.speed }, '1×');
  const root = element(
    'div',
    { class: 'voice', 'data-testid': 'voice' },
    avatar,
    speed,
    play,
    element('div', { class: 'voice-track' }, wave, element('div', { class: 'voice-foot with-meta' }, clock)),
  );

  const paint = (peaks: number[]) =>
    wave.replaceChildren(drawWaveform(peaks, 'rest'), drawWaveform(peaks, 'played'), seek);
  paint(inventPeaks(message.id, BAR_COUNT));
  if (message.mediaUrl) loadPeaks(root, message.mediaUrl, paint);

  const show = () => {
    const isOn = !audio.paused && !audio.ended;
    const total = seconds();
    const share = total > 0 ? Math.min(1, audio.currentTime / total) : 0;
    root.classList.toggle('is-playing', isOn);
    setIconButton(play, isOn ? 'pause' : 'playSolid', isOn ? t.pause : t.play);
    clock.textContent = formatSeconds(isOn || audio.currentTime > 0 ? audio.currentTime : total);
    seek.value = String(share * 1000);
    seek.setAttribute('aria-valuetext', formatSeconds(audio.currentTime));
    wave.style.setProperty('--played', `${share * 100}%`);
    speed.hidden = !isOn;
    avatar.hidden = isOn;
  };
  seek.addEventListener('input', () => {
    audio.currentTime = (Number(seek.value) / 1000) * seconds();
    show();
  });
  speed.addEventListener('click', () => {
    audio.playbackRate = speeds[(speeds.indexOf(audio.playbackRate) + 1) % speeds.length] ?? 1;
    speed.textContent = `${audio.playbackRate}×`;
  });
  for (const name of ['play', 'pause', 'timeupdate', 'loadedmetadata'] as const) audio.addEventListener(name, show);
  audio.addEventListener('ended', () => {
    audio.currentTime = 0;
    show();
  });
  audio.addEventListener('error', () => audio.getAttribute('src') && root.replaceWith(mediaGone()));
  return root;
}

function toggle(audio: HTMLAudioElement): void {
  if (!audio.paused) return audio.pause();
  if (playing !== audio) playing?.pause();
  playing = audio;
  void audio.play().catch(() => audio.pause()); // a broken file reports itself by its error event
}
