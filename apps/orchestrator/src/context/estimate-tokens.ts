/** Characters of one token with the current models' tokenizer: about 30 % more tokens than with that of older models. */
const CHARS_PER_TOKEN = 2.5;
/** What the roles of one exchange cost beside its texts. */
const EXCHANGE_OVERHEAD = 8;

/** Tokens of a text, estimated without a call. Errs upwards for prose in the languages served. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);

/** Tokens of an earlier turn and its answer in a request. */
export const tokensOfExchange = ({ task, answer }: { task: string; answer: string }): number =>
  estimateTokens(task) + estimateTokens(answer) + EXCHANGE_OVERHEAD;
