export const en = {
  missing: {
    title: 'There is nothing here',
    text: 'This page does not exist, or does not exist any more. Check the address, or ask whoever sent you the link.',
  },
  away: { title: 'One moment, please', text: 'This page cannot be shown right now. Try again in a moment.' },
};
