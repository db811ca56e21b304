import { blobToDataUrl } from '../files/blob-to-data-url.js';
import { makeBeep } from './make-beep.js';

export interface VoiceNote {
  dataUrl: string;
  seconds: number;
}

export interface Recording {
  /** False: there is no microphone, so a test tone stands in. */
  hasMicrophone: boolean;
  /** How loud it is now, from 0 to 1. */
  level: () => number;
  finish: () => Promise<VoiceNote>;
  discard: () => void;
}

const MAX_BEEP_SECONDS = 8;
/** WhatsApp's own format first; browsers that cannot make it use theirs. */
const formats = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/** Starts recording. Never fails: without a microphone, or without leave to use it, a melody of the same length is made. */
export async function startRecording(): Promise<Recording> {
  const stream = await openMicrophone();
  return stream ? recordStream(stream) : recordBeep();
}

async function openMicrophone(): Promise<MediaStream | undefined> {
  if (typeof MediaRecorder === 'undefined') return undefined;
  return navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined);
}

function recordStream(stream: MediaStream): Recording {
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts: Blob[] = [];
  const startedAt = performance.now();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(stream).connect(analyser);
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.start();

  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  return {
    hasMicrophone: true,
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(1, 4 * Math.max(...samples.map(Math.abs)));
    },
    discard: () => {
      recorder.stop();
      stop();
    },
    finish: async () => {
      const seconds = secondsSince(startedAt);
      await new Promise((resolve) => {
        recorder.addEventListener('stop', resolve, { once: true });
        recorder.stop();
      });
      stop();
      return { dataUrl: await blobToDataUrl(new Blob(parts, { type: recorder.mimeType })), seconds };
    },
  };
}

function recordBeep(): Recording {
  const startedAt = performance.now();
  return {
    hasMicrophone: false,
    level: () => 0.25 + 0.2 * Math.sin(performance.now() / 90),
    discard: () => undefined,
    finish: async () => {
      const seconds = Math.min(secondsSince(startedAt), MAX_BEEP_SECONDS);
      return { dataUrl: await blobToDataUrl(new Blob([makeBeep(seconds)], { type: 'audio/wav' })), seconds };
    },
  };
}

const secondsSince = (startedAt: number) => Math.max(1, Math.round((performance.now() - startedAt) / 1000));
