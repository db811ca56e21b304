const SIZE_PX = 512;

/** An emoji with a white rim as a WebP picture, which is what WhatsApp takes for a sticker. */
export function drawSticker(emoji: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE_PX;
  canvas.height = SIZE_PX;
  const pen = canvas.getContext('2d');
  if (!pen) return canvas.toDataURL('image/webp');
  pen.font = `${SIZE_PX * 0.68}px system-ui, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  for (let angle = 0; angle < Math.PI * 2; angle += Math.PI / 16) {
    pen.filter = 'brightness(0) invert(1)';
    pen.fillText(emoji, SIZE_PX / 2 + Math.cos(angle) * 16, SIZE_PX * 0.54 + Math.sin(angle) * 16);
  }
  pen.filter = 'none';
  pen.fillText(emoji, SIZE_PX / 2, SIZE_PX * 0.54);
  return canvas.toDataURL('image/webp', 0.85);
}
