import type { InboundMessage } from '#libs/contracts';

/** Commands and taps are whole thoughts: they do not wait for the end of a burst. */
export const isUrgent = ({ content }: InboundMessage): boolean =>
  content?.$case === 'reply' || (content?.$case === 'text' && content.value.body.startsWith('/'));
