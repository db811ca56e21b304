import type { InboundMessage } from '#libs/contracts';
import { consentOf } from '../consent/consent-words.js';

/** Id of a button that is a command. */
const PREFIX = 'command:';
/** Names with an underscore belong to buttons: nobody confirms by typing. */
const SLASH = /^\/([a-z]{1,32})\s*$/i;

/** The command that a message by itself is, by exact word, slash or button; empty for everything else. */
export function standaloneCommand({ content }: InboundMessage): string {
  if (content?.$case === 'reply' && content.value.replyId.startsWith(PREFIX))
    return content.value.replyId.slice(PREFIX.length);
  if (content?.$case !== 'text') return '';
  const { body } = content.value;
  return consentOf(body) ?? (body.length <= 64 ? (SLASH.exec(body.trim())?.[1]?.toLowerCase() ?? '') : '');
}
