/** So near to the end the reader counts as being there. */
const NEAR_PX = 80;

/** Keeps a scrolled box at its end while the reader is there, whatever grows in it (pictures, new messages). */
export class ScrollKeeper {
  isAtEnd = true;
  private lastTop = 0;

  constructor(
    private readonly box: HTMLElement,
    inner: HTMLElement,
    private readonly onChange: (isAtEnd: boolean) => void,
    signal: AbortSignal,
  ) {
    box.addEventListener('scroll', () => this.look(), { passive: true, signal });
    const observer = new ResizeObserver(() => this.isAtEnd && this.jump());
    observer.observe(box);
    observer.observe(inner);
    signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  }

  toEnd(isSmooth = false): void {
    this.isAtEnd = true;
    if (isSmooth) this.box.scrollTo({ top: this.box.scrollHeight, behavior: 'smooth' });
    else this.jump();
    this.onChange(true);
  }

  /** Changes what stands above without moving what is in view. */
  keepPlace(change: () => void): void {
    const fromEnd = this.box.scrollHeight - this.box.scrollTop;
    change();
    this.box.scrollTop = this.box.scrollHeight - fromEnd;
  }

  private jump(): void {
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** Only the reader moves up: an end that is far away because something grew below is still to be followed. */
  private look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const movedUp = scrollTop < this.lastTop - 1;
    this.lastTop = scrollTop;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    const isAtEnd = isNear || (this.isAtEnd && !movedUp);
    if (isAtEnd === this.isAtEnd) return;
    this.isAtEnd = isAtEnd;
    this.onChange(isAtEnd);
  }
}
