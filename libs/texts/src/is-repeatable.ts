/** Whether others may write the same: not texts that nobody writes twice, or that name an order or a number of somebody. */
export const isRepeatable = (text: string): boolean => text.length <= 500 && !/\d{4,}|@/.test(text);
