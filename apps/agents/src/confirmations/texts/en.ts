export const en = {
  confirm: 'Confirm',
  decline: 'Not now',
  declined: 'All right, I have not done it. Is there anything you would like to change?',
  declinedBefore: 'You had already said no to this, so nothing was done.',
  confirmedBefore: 'You had already confirmed this. If you would like to undo it, tell me and we will look at it.',
  expired:
    'That button is older than 30 minutes, so to be safe I have not done anything. Tell me and I will ask you again.',
  unknown: 'That button no longer works here. Tell me what you need and we will do it together.',
  done: 'Done!',
  doneBefore: 'That was already done:',
  failed: 'That could not be done.',
};
