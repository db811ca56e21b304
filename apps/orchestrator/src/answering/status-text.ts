import type { Session, SessionLane } from '../conversations/state/session.schema.js';
import { fixedText, type TextKey } from './fixed-text.js';

/** What is under way in a conversation, in words. */
export function statusText({ agent, phase, openQuestion, lane }: Session, language: string): string {
  const key = lanes[lane];
  if (!agent || !key || !(phase || openQuestion)) return fixedText('status', language);
  return fixedText(openQuestion ? 'statusWaiting' : 'statusOpen', language, { what: fixedText(key, language) });
}

const lanes: Partial<Record<SessionLane, TextKey>> = {
  information: 'taskInformation',
  commerce: 'taskCommerce',
  support: 'taskSupport',
  build: 'taskBuild',
};
