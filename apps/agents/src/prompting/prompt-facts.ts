/** What every agent of a business knows without asking: known in memory, byte for byte the same until the business changes. */
export interface PromptFacts {
  /** Undefined when no business answers on this number. */
  of(phoneNumberId: string): string | undefined;
}

export const PROMPT_FACTS = Symbol('prompt facts');
