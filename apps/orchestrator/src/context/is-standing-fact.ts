/**
 * First person and a state, in the languages served: who somebody is, has, wants, may not eat, where they live. Such a
 * sentence matters to later turns that share no word with it.
 */
const SELF = new RegExp(
  [
    // Spanish
    String.raw`\b(?:soy|somos|tengo|tenemos|vivo|vivimos|uso|calzo|mido|prefiero|me llamo|me gusta|trabajo|necesito|quiero|no (?:como|puedo)|mi|mis|nuestr[oa]s?)\b`,
    // Portuguese
    String.raw`\b(?:sou|tenho|temos|moro|uso|calço|meço|prefiro|me chamo|gosto|gostei|preciso|quero|meu|minha|meus|minhas|nosso|nossa)\b`,
    // English
    String.raw`\b(?:i'?m|i am|we'?re|we are|i have|we have|i live|i wear|i prefer|i need|i want|i can'?t|my|our)\b`,
  ].join('|'),
  'iu',
);

const QUESTION = /[?¿]/u;

/** Whether the person says something about themselves that later answers must not forget. */
export const isStandingFact = (task: string): boolean => SELF.test(task) && !onlyAsks(task);

/** "My order?" states nothing; "I'm coeliac, what do you have?" does. */
const onlyAsks = (task: string): boolean =>
  task.split(/(?<=[.!,;:])\s/u).every((sentence) => QUESTION.test(sentence) || !SELF.test(sentence));
