export const en = {
  commands: {
    help: 'What I can do for you',
    human: 'Talk to a person',
    status: 'See what we are in the middle of',
    cancel: 'Drop what we are doing',
    stop: 'Get no more messages',
    forget: 'Erase everything about you',
  },
  prompts: {
    hours: 'What are your opening hours?',
    products: 'What products do you have?',
    order: 'How is my order going?',
    problem: 'I have a problem with an order',
  },
};
