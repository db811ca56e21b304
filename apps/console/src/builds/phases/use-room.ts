import { type RefObject, useEffect, useState } from 'react';

/** How large an element is, from when that is known; small changes of it are not followed. */
export function useRoom(frame: RefObject<HTMLElement | null>): { width: number; height: number } | undefined {
  const [room, setRoom] = useState<{ width: number; height: number }>();
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width === 0 || height === 0) return;
      setRoom((known) =>
        known && Math.abs(known.width - width) < 24 && Math.abs(known.height - height) < 24 ? known : { width, height },
      );
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}
