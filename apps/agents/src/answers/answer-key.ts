import { createHash } from 'node:crypto';
import type { ModelPrompt } from '#libs/llm';

/** Raised when equal questions may get other answers: what is kept, or how it is said, has changed. */
const PIPELINE = '1';

export interface Question {
  /** Whose number was written to, which business that is, and the version of all that it has imported. */
  phoneNumberId: string;
  businessId: string;
  dataVersion: string;
  definitionHash: string;
  /** Id of the model. */
  model: string;
  language: string;
  /** All that the model reads besides the agent itself: facts, context, and the normalised words of the person. */
  facts: string;
  turns: ModelPrompt['turns'];
}

/** Full SHA-256 of everything that an answer depends on. */
export const answerKey = (question: Question): string => {
  const { phoneNumberId, businessId, dataVersion, definitionHash, model, language, facts, turns } = question;
  return createHash('sha256')
    .update(
      JSON.stringify([PIPELINE, phoneNumberId, businessId, dataVersion, definitionHash, model, language, facts, turns]),
    )
    .digest('hex');
};
