import { blobToDataUrl } from './blob-to-data-url.js';

const MAX_SIDE_PX = 1_600;
const MAX_UNTOUCHED_BYTES = 2 * 1024 * 1024;

/** A picture as JPEG or PNG: small ones as they are, others drawn again, at most 1,600 pixels wide or high. */
export async function toPicture(file: Blob): Promise<string> {
  const isTaken = file.type === 'image/jpeg' || file.type === 'image/png';
  if (isTaken && file.size <= MAX_UNTOUCHED_BYTES) return blobToDataUrl(file);
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext('2d');
  if (!pen) throw new DOMException('no canvas', 'NotSupportedError');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.85);
}
