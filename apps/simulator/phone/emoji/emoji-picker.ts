import { element } from '../dom/element.js';
import { moveInGrid } from '../dom/move-in-grid.js';
import { openPopover } from '../dom/open-popover.js';
import { readPreferences, remember } from '../state/preferences.js';
import { texts } from '../texts/texts.js';
import { emojiGroups, stickers } from './emoji-set.js';

const RECENT_COUNT = 16;

/** A grid of emoji beside an anchor. With `onSticker` it has stickers as well. */
export function openEmojiPicker(
  anchor: Element | DOMRect,
  onPick: (emoji: string) => void,
  onSticker?: (emoji: string) => void,
): void {
  const t = texts();
  const pick = (emoji: string) => {
    close();
    rememberRecent(emoji);
    onPick(emoji);
  };
  const pickSticker = (emoji: string) => {
    close();
    onSticker?.(emoji);
  };
  const recent = readPreferences().recentEmoji ?? [];
  const groups = Object.entries(emojiGroups).map(([name, emoji]) =>
    group(t.emojiGroups[name as keyof typeof emojiGroups], emoji, pick),
  );
  const content = element(
    'div',
    { class: 'emoji-picker', role: 'dialog', 'aria-label': t.emoji, 'data-testid': 'emoji-picker' },
    recent.length > 0 ? group(t.emojiGroups.recent, recent, pick) : null,
    onSticker ? group(t.sticker, stickers, pickSticker, 'is-sticker') : null,
    ...groups,
  );
  content.addEventListener('keydown', (event) => moveInGrid(event, [...content.querySelectorAll('button')]));
  const close = openPopover(anchor, content);
  content.querySelector('button')?.focus({ preventScroll: true });
}

function group(title: string, emoji: string[], onPick: (emoji: string) => void, kind = ''): HTMLElement {
  const buttons = emoji.map((each) =>
    element(
      'button',
      { type: 'button', class: 'emoji-choice', 'aria-label': each, on: { click: () => onPick(each) } },
      each,
    ),
  );
  return element(
    'section',
    { class: `emoji-group ${kind}`.trim() },
    element('h3', { class: 'emoji-title' }, title),
    element('div', { class: 'emoji-grid' }, ...buttons),
  );
}

function rememberRecent(emoji: string): void {
  const others = (readPreferences().recentEmoji ?? []).filter((each) => each !== emoji);
  remember({ recentEmoji: [emoji, ...others].slice(0, RECENT_COUNT) });
}
