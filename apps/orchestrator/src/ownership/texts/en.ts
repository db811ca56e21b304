export const en = {
  requested:
    'I have asked a person to take over. They will write to you here; what you write meanwhile is kept for them.',
  requestedWithContact:
    'I have asked a person to take over. They will write to you here; what you write meanwhile is kept for them. You can also reach us at {{contact}}.',
  failing: 'I am not getting anywhere with this, so I have asked a person to take over. They will write to you here.',
  stillWaiting: 'You are still in the queue: a person will write to you here.',
  human: 'A person of the team has this conversation and will answer you here.',
  escalated: 'I am sorry that nobody has come yet. I have asked again with priority.',
  backToBot: 'Back to the bot',
  bot: 'I am your automated assistant again. How can I help?',
  stopped: 'Done: you will get no more messages from us. Write START to change that, or /human to ask for a person.',
  stoppedElsewhere:
    'You have told WhatsApp that you want no messages from us, so I do not answer here. Write START to change that, or /human to ask for a person.',
  started: 'Welcome back! I am your automated assistant. How can I help?',
  forgetQuestion:
    'Shall I erase everything we keep about you: messages, files, carts, tickets and your name? This cannot be undone.',
  forgetYes: 'Yes, erase it',
  forgetNo: 'No, keep it',
  forgetKept: 'Nothing was erased.',
  forgetExpired: 'That question is too old. Write /forget to be asked again.',
  forgetting: 'I am erasing everything we keep about you. If you write again, we begin anew. Take care!',
};
