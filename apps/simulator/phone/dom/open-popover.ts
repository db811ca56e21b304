const MARGIN_PX = 8;

/**
 * Shows content beside an anchor, inside the window. The browser closes it on Escape and on a click elsewhere,
 * and gives the focus back. Returns a function that closes it.
 */
export function openPopover(anchor: Element | DOMRect, content: HTMLElement, onClose?: () => void): () => void {
  content.classList.add('popover');
  content.setAttribute('popover', 'auto');
  document.body.append(content);
  content.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    content.remove();
    onClose?.();
  });
  content.showPopover();
  place(content, anchor instanceof Element ? anchor.getBoundingClientRect() : anchor);
  return () => content.isConnected && content.hidePopover();
}

/** Below the anchor if there is room, else above; its left edge at the anchor's, moved in from the window's border. */
function place(content: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = content;
  const fitsBelow = anchor.bottom + height + MARGIN_PX <= innerHeight;
  const top = fitsBelow ? anchor.bottom + 4 : anchor.top - height - 4;
  const isRightHalf = anchor.left + anchor.width / 2 > innerWidth / 2;
  const left = isRightHalf ? anchor.right - width : anchor.left;
  content.style.top = `${clamp(top, innerHeight - height)}px`;
  content.style.left = `${clamp(left, innerWidth - width)}px`;
  content.style.transformOrigin = `${isRightHalf ? 'right' : 'left'} ${fitsBelow ? 'top' : 'bottom'}`;
}

const clamp = (value: number, limit: number) => Math.max(MARGIN_PX, Math.min(value, limit - MARGIN_PX));
