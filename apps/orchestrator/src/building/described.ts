/** One message in two forms. */
export interface Described {
  /** What the person said, or a sign for what they sent: for whoever decides what they want. */
  words: string;
  /** The same for an agent, with all that it may need to know. */
  task: string;
}

/** What a person chose is quoted as JSON: it can neither end the brackets nor begin new ones. */
export const quote = (text: string): string => JSON.stringify(text);
