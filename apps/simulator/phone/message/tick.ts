import { element, svgElement } from '../dom/element.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';

export type TickName = 'clock' | 'sending' | 'delivered' | 'read' | 'undelivered';

/** Clock: on its way to WhatsApp. One: there. Two: the business has it. Two blue: the business read it. */
export function tickName(message: Pick<ChatMessage, 'state' | 'isPending'>): TickName {
  if (message.isPending) return 'clock';
  return message.state === 'sent' ? 'sending' : message.state;
}

const paths: Record<TickName, string[]> = {
  clock: ['M9 2a5.5 5.5 0 1 0 0 11A5.5 5.5 0 0 0 9 2Z', 'M9 4.7V7.7l2 1.2'],
  sending: ['m4 8 3.2 3.2L13.8 4'],
  delivered: ['m1 8 3.2 3.2L10.8 4', 'm8.3 10.3.9.9L15.8 4'],
  read: ['m1 8 3.2 3.2L10.8 4', 'm8.3 10.3.9.9L15.8 4'],
  undelivered: ['M9 2a5.5 5.5 0 1 0 0 11A5.5 5.5 0 0 0 9 2Z', 'M9 4.7v3.4M9 10.3v.1'],
};

export function tick(message: Pick<ChatMessage, 'state' | 'isPending'>): HTMLElement {
  const name = tickName(message);
  const label = texts().states[name];
  const drawing = svgElement(
    'svg',
    { viewBox: '0 0 17 15', width: 17, height: 15, 'aria-hidden': 'true' },
    ...paths[name].map((d) => svgElement('path', { d })),
  );
  return element(
    'span',
    { class: 'tick', role: 'img', 'aria-label': label, title: label, 'data-testid': 'tick', 'data-tick': name },
    drawing,
  );
}
