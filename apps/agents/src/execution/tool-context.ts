import type { Run } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { Language, ToolContext } from '../tools/tool.js';

const languages: readonly string[] = ['es', 'en', 'pt'] satisfies Language[];

const toLanguage = (language: string): Language => (languages.includes(language) ? (language as Language) : 'es');

/**
 * Whom the tools of a run serve.
 * @throws AppError INVALID_MESSAGE when the run does not say: a tool without an identity would be anybody's
 */
export function toToolContext({ context, language }: Run, signal: AbortSignal): ToolContext {
  const { phoneNumberId = '', contactId = '', conversationId = '', turnId = '', contactName = '' } = context ?? {};
  if (!phoneNumberId || !contactId || !conversationId || !turnId) {
    throw new AppError('INVALID_MESSAGE', { message: 'whom the run serves', metadata: { field: 'context' } });
  }
  return { phoneNumberId, contactId, conversationId, turnId, contactName, language: toLanguage(language), signal };
}
