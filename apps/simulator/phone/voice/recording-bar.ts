import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { iconButton } from '../dom/icon-button.js';
import { formatSeconds } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';
import type { Recording, VoiceNote } from './voice-recorder.js';

const BAR_COUNT = 40;
const TICK_MS = 120;

export interface RecordingBar {
  element: HTMLElement;
  discard: () => void;
}

/** Stands in the composer's place while something is recorded: time, loudness, discard, send. */
export function recordingBar(recording: Recording, onDone: (note: VoiceNote | undefined) => void): RecordingBar {
  const t = texts();
  const startedAt = performance.now();
  const clock = element('span', { class: 'recording-clock', role: 'timer' }, formatSeconds(0));
  const bars = Array.from({ length: BAR_COUNT }, () => element('i'));
  const wave = element('div', { class: 'recording-wave', 'aria-hidden': 'true' }, ...bars);
  let isOver = false;

  const timer = setInterval(() => {
    clock.textContent = formatSeconds((performance.now() - startedAt) / 1000);
    const first = wave.firstElementChild as HTMLElement;
    first.style.setProperty('--level', String(Math.max(0.08, recording.level())));
    wave.append(first);
  }, TICK_MS);

  const end = (finish: () => void) => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    finish();
  };
  const discard = () =>
    end(() => {
      recording.discard();
      onDone(undefined);
    });
  const send = element(
    'button',
    {
      type: 'button',
      class: 'send-button',
      'aria-label': t.send,
      title: t.send,
      'data-testid': 'send-recording',
      on: { click: () => end(() => void recording.finish().then(onDone)) },
    },
    icon('sendSolid', 22),
  );
  queueMicrotask(() => send.focus());
  const bar = element(
    'div',
    {
      class: 'recording-bar',
      role: 'group',
      'aria-label': t.recording,
      'data-testid': 'recording',
      on: { keydown: ({ key }) => key === 'Escape' && discard() },
    },
    iconButton({ icon: 'trash', label: t.discardRecording, onClick: discard }),
    element('span', { class: 'recording-dot', 'aria-hidden': 'true' }),
    clock,
    wave,
    recording.hasMicrophone
      ? null
      : element('span', { class: 'recording-note', title: t.noMicrophone }, t.noMicrophone),
    send,
  );
  return { element: bar, discard };
}
