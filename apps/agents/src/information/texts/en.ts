export const en = {
  offerPerson: 'Would you like a person of the team to answer you?',
  /** At most 20 characters: the title of a button. */
  person: 'Talk to a person',
};
