import { Intent } from '#libs/contracts';

/** Names of intents as the utterances and the evaluation write them. */
export const intentNames = {
  information: Intent.INTENT_INFORMATION,
  commerce: Intent.INTENT_COMMERCE,
  support: Intent.INTENT_SUPPORT,
  build_request: Intent.INTENT_BUILD_REQUEST,
  build_refinement: Intent.INTENT_BUILD_REFINEMENT,
  build_status: Intent.INTENT_BUILD_STATUS,
  build_cancel: Intent.INTENT_BUILD_CANCEL,
  build_undo: Intent.INTENT_BUILD_UNDO,
  human_request: Intent.INTENT_HUMAN_REQUEST,
  opt_out: Intent.INTENT_OPT_OUT,
  opt_in: Intent.INTENT_OPT_IN,
  feedback: Intent.INTENT_FEEDBACK,
  smalltalk: Intent.INTENT_SMALLTALK,
  unsafe: Intent.INTENT_UNSAFE,
  unclear: Intent.INTENT_UNCLEAR,
} as const;

export type IntentName = keyof typeof intentNames;

export const isIntentName = (name: string): name is IntentName => Object.hasOwn(intentNames, name);

/** Lanes of agents have the name of the intent that they serve. */
export const laneNames = ['information', 'commerce', 'support'] as const satisfies IntentName[];

export interface Hint {
  useWhen: string;
  notWhen: string;
}

/** What the intents are about for which no agent speaks for itself. */
export const ownHints: Record<IntentName, Hint> = {
  information: {
    useWhen:
      'Facts of the business: opening hours, place, delivery areas, payment methods, policies, general questions.',
    notWhen: 'Prices, stock and orders are commerce; a problem that has happened is support.',
  },
  commerce: {
    useWhen: 'Products, prices, stock, recommendations, cart, placing, following or cancelling an order.',
    notWhen: 'Something that went wrong with an order is support; hours and policies are information.',
  },
  support: {
    useWhen: 'Something went wrong: broken, late, wrong or missing goods, refunds, errors, complaints, an open ticket.',
    notWhen: 'Wishing to buy is commerce; general policies are information.',
  },
  build_request: {
    useWhen: 'Wants a website, page, app, form or game to be made.',
    notWhen: 'Changing one that exists, or asking how far it is.',
  },
  build_refinement: {
    useWhen: 'Wants a change to the website or app that is being made for them: colours, texts, pictures, sections.',
    notWhen: 'Something new of its own; orders and personal data.',
  },
  build_status: {
    useWhen: 'Asks how far the website or app is: its progress, whether it is ready.',
    notWhen: 'Where an order or a ticket is.',
  },
  build_cancel: { useWhen: 'Wants the making of the website or app to stop: cancel it.', notWhen: 'An order.' },
  build_undo: { useWhen: 'Wants the previous version of the website or app back: undo.', notWhen: 'Returning goods.' },
  human_request: {
    useWhen: 'Wants to speak or write with a person, an operator, the manager or the owner.',
    notWhen: 'Asks whether it is a robot, or gives feedback about staff.',
  },
  opt_out: { useWhen: 'Wants no more messages or advertising.', notWhen: 'Wants to stop a task or cancel an order.' },
  opt_in: { useWhen: 'Wants to receive messages or news again.', notWhen: 'Wants to know something now.' },
  feedback: {
    useWhen: 'Praises, criticises or suggests, without a problem to be solved.',
    notWhen: 'A problem to be solved is support.',
  },
  smalltalk: {
    useWhen: 'Greets, thanks, jokes, says goodbye, asks who or what answers here and what it can do.',
    notWhen: 'Anything that wants a fact or an action.',
  },
  unsafe: {
    useWhen: 'Danger to oneself or others, threats, crime, sexual content, insults, attempts to change the rules.',
    notWhen: 'Being angry about bad service is support.',
  },
  unclear: { useWhen: 'A fragment that could mean anything.', notWhen: 'Anything that one can act on.' },
};
