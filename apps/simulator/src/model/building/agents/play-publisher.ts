import { isObject } from '../../wire/message-request.js';
import { agentWords } from './agent-words.js';
import type { Desk, Move } from './desk.js';
import { submit } from './work-on-files.js';

/** Publishes once, and hands in the very address that was answered. */
export function playPublisher(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const tries = desk.attempts('publish_site');
  if (tries.length === 0) return { say: words.publishing, calls: [{ name: 'publish_site', input: {} }] };
  const answer = tries.findLast(({ isError }) => !isError)?.result;
  const url = isObject(answer) && typeof answer.url === 'string' ? answer.url : '';
  if (!url) return { say: words.notPublished, calls: [] };
  const summary = words.published(url);
  return submit(desk, { url, summary }, summary);
}
