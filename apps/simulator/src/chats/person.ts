/** Somebody with a phone in the browser. */
export interface Person {
  id: string;
  name: string;
  /** Digits of the number; null for people who hide it. */
  waId: string | null;
  bsuid: string;
  /** Hex. */
  color: string;
  /** The number that this chat is with, and its name; absent for the first number. A person has a chat with each. */
  phoneNumberId?: string;
  businessName?: string;
}
