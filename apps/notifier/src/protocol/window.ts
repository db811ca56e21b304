/** The customer service window: free-form messages are refused when the person has written nothing for so long. */
export const WINDOW_MS = 24 * 3_600_000;
