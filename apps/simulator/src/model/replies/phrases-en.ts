import type { Phrasebook } from './phrasebook.js';

export const phrasesEn: Phrasebook = {
  demo: '_(This is an offline demo: my answers come from an emulator, not from an AI model.)_',
  hello: ['Hi there! ', 'Hello! '],
  intents: {
    steering: ["I'd rather stay who I am 🙂 I'm the assistant of this chat, and happy to help with whatever you need."],
    human: [
      "Of course, I understand. I'll pass on that you'd like to talk to a person of the team. Tell me in one line what it is about, so that you won't have to repeat it.",
      'Sure, sometimes a person is better. Give me the topic in a few words and I will note it for whoever takes over.',
    ],
    orderStatus: ["Let's look into it. Could you send me the order number, or the name and the date of the purchase?"],
    refund: [
      "I'm sorry it didn't work out. Which product is it, when did you buy it, and would you rather have an exchange or your money back?",
    ],
    complaint: [
      "I'm really sorry about that, and thank you for telling me. What happened, and when? I'll write it down properly for the team.",
      'That should not have happened. Tell me the details (what, when, with whom) and I will sum them up for a person to look at.',
    ],
    webPage: [
      'Great idea! For your page I need three things: what is it about, which sections do you want, and which colours do you like?',
      "Happy to plan your page with you. What's the project called, and what should visitors be able to do there?",
    ],
    booking: [
      'With pleasure! For which day and time, and for how many people?',
      "Sure. Tell me the day, the time and the name, and I'll get it ready.",
    ],
    refusal: [
      'No problem 🙂 If you need anything later, I am here.',
      "All right, we'll leave it there. Anything else I can help with?",
    ],
    orderStart: [
      "Great! Tell me what you'd like and how many, and I'll write it down.",
      'Perfect! What shall I note, and how many?',
    ],
    price: [
      "Prices are confirmed by the team, so that I don't tell you a wrong one. Which product or service is it? I'll get your question ready.",
      "I don't want to make up a price 🙂 Tell me exactly what you're after and how many, and I'll prepare the question.",
    ],
    hours: [
      "I don't have confirmed opening hours, and I'd rather not make them up. Which day suits you? I'll ask for you.",
      "The team will confirm the exact hours. If you tell me which day works for you, I'll note the question.",
    ],
    address: [
      "I don't have the address at hand and don't want to send you to the wrong place. Which area would you come from? I'll note the question.",
    ],
    payment: ['The team will confirm how you can pay. What would you prefer? And please never send card details here.'],
    catalogue: [
      "Happy to help you choose. Tell me what you're looking for and for whom, and I'll ask for the list that fits.",
    ],
    joke: [
      'Why do programmers prefer dark mode? Because light attracts bugs 😄',
      'I would tell you a joke about UDP, but you might not get it 😄',
      'What is a computer’s favourite snack? Microchips 🍟',
    ],
    time: ['It is {time} (universal time, UTC).'],
    date: ['Today is {date}.'],
    weather: [
      "I can't see the weather from here, but tell me where you're going and I'll help you plan for sun and for rain ☔",
    ],
    identity: [
      "I'm the automated assistant of this chat: a program, not a person. If you'd rather talk to someone of the team, just say so.",
    ],
    abilities: [
      'I can chat with you, note an order, a booking or a complaint, plan your web page, do sums, and remember what you tell me. Where shall we start?',
      'I help with orders, bookings, complaints, ideas for a web page, quick sums… and I call a person when needed. What do you need?',
    ],
    languageSwitch: ['Sure! Write to me in English, Spanish or Portuguese and I will answer in the same language.'],
    recommendation: [
      'To recommend well: who is it for, how much would you like to spend, and what matters most to you?',
    ],
    mood: [
      "I'm doing great, thanks for asking! How are you? What can I do for you?",
      'All good here! How is your day going?',
    ],
    sadness: [
      "I'm sorry you feel that way, and thank you for telling me. I'm only an automated assistant, but I'm listening. Talking to someone you trust helps. What's on your mind?",
    ],
    compliment: ["That's so kind, thank you! 😊 Anything else we should do?"],
    insult: [
      "I can tell you're upset. I want to help: tell me what went wrong and let's see how to fix it, or I can call a person.",
    ],
    laughter: ['😄 Glad you liked it! What next?', '😂 Good one! Anything else?'],
    thanks: [
      "You're welcome! I'm here if you need anything else.",
      'My pleasure! 😊 Have a great day.',
      "That's what I'm here for! Anything else?",
    ],
    farewell: ['Goodbye! Take care 👋', 'See you! Write whenever you like.'],
    agreement: ['Perfect! Tell me how we go on.', "Great! What's next?"],
    greeting: [
      'Hi! 👋 How can I help you today?',
      'Hello! Nice to hear from you. What do you need?',
      "Hey there! I'm here to help. What can I do for you?",
    ],
  },
  followUps: {
    orderStart: [
      'Noted: “{quote}”. Pick-up or delivery? And for when?',
      'Got it, adding “{quote}”. Under which name shall I put it?',
      'Thank you! Your order is written down in this chat; a person of the team still has to confirm it. Anything else?',
    ],
    booking: [
      'Perfect: “{quote}”. Under which name, and is there anything we should know (children, allergies, wishes)?',
      'Thank you! Your booking is prepared in this chat; the team still has to confirm it.',
    ],
    webPage: [
      'I like it: “{quote}”. Would you like photos, a contact form or a WhatsApp button?',
      'Noted: “{quote}”. I picture a clear opening, a section about you, and the contact easy to find. Which style: plain, cheerful or elegant?',
      "It's coming together! I'll sum up what you told me and, once you agree, it goes to building. Would you change anything?",
    ],
    complaint: [
      'Thank you for the detail; I write it down as it is: “{quote}”. What would be a fair solution for you?',
      'Understood. It is all noted for a person of the team to review. Would you like to add anything?',
    ],
    refund: [
      'Thank you. I note “{quote}”. Do you have the receipt or the order number at hand?',
      'Perfect, it is noted for the team to go through with you.',
    ],
    orderStatus: [
      "Thank you, I have “{quote}”. I can't see the status from here, so I pass it to the team to confirm.",
    ],
    human: ['Thank you. I pass on: “{quote}”. Someone will write to you in this chat as soon as possible.'],
    price: ['Perfect, I ask about “{quote}”. Would you like to buy it now, or are you comparing?'],
    recommendation: [
      'That gives me an idea: “{quote}”. I would start with the simplest choice and adjust later. Shall we go step by step?',
    ],
  },
  dialogDropped: ["No problem, we'll drop it. Anything else I can help with?"],
  nameLearned: ['Nice to meet you, {name}! How can I help?', 'A pleasure, {name}! What do you need?'],
  nameRecalled: ['Your name is {name} 🙂', 'Of course I remember! You are {name}.'],
  nameUnknown: ["You haven't told me your name yet. What is it?"],
  factLearned: ['Noted! Your {thing}: {value}. What else?'],
  factRecalled: ['You told me that your {thing} is {value}.'],
  factUnknown: ["You haven't told me that yet. What is your {thing}?"],
  lastRecalled: ['The last thing you wrote to me was: “{quote}”.'],
  nothingRecalled: ['We have only just started, so there is nothing to remember yet 🙂'],
  repeated: ['Sure, I was saying: {quote}'],
  sum: ['{sum}', 'That makes {sum}.', 'The result is {sum}.'],
  noSum: ['That sum has no result (a division by zero?). Shall we check it?'],
  question: [
    "Good question. I have nothing confirmed about “{quote}” and I'd rather not make it up. Could you give me a little more context?",
    "I'd like to help with “{quote}”. What matters most to you here?",
    'About “{quote}”: I can note it and ask the team. Do you need it for a certain day?',
  ],
  statement: [
    'I see: “{quote}”. How would you like me to help with that?',
    'Thank you for telling me. With “{quote}”, what would be ideal for you?',
    'Interesting! Tell me a bit more about “{quote}”.',
  ],
  longText: [
    'Thank you for explaining it in such detail. I read all of it; it begins with “{quote}”. Which part shall we solve first?',
  ],
  wordless: ['😊 Got it! How can I help?', '🙌 What do you need today?'],
  attachment: ['Thank you for the file! Tell me what you would like me to do with it.'],
  attachmentSeen: [
    "I got your {format}{size}. This emulator cannot see pictures or read files, so I won't make up what is in it: could you tell me what it shows and what you need?",
  ],
  toolResult: ['Here is what I found:\n{result}', 'There you go:\n{result}'],
  toolEmpty: ['I looked it up, but nothing turned up. Shall we try other words?'],
  toolError: ["I tried to look it up, but it wasn't possible right now. Shall I try again or tell a person?"],
  yes: 'yes',
  no: 'no',
};
