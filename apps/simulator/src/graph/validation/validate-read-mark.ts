import { GraphError } from '../door/graph-error.js';
import { object, oneOf, optional, text } from './checks.js';

const shape = object({
  messaging_product: oneOf('whatsapp'),
  status: oneOf('read'),
  message_id: text({ max: 512 }),
  typing_indicator: optional(object({ type: oneOf('text') })),
});

/** The read call, with or without typing. */
export function validateReadMark(body: Record<string, unknown>): { messageId: string; isTyping: boolean } | GraphError {
  const error = shape(body, 'body');
  if (error) return error;
  return { messageId: body['message_id'] as string, isTyping: Boolean(body['typing_indicator']) };
}
