/** The bytes behind an address of this page, as text that can travel in JSON. */
export async function mediaToDataUrl(url: string): Promise<string> {
  if (url.startsWith('data:')) return url;
  return blobToDataUrl(await (await fetch(url)).blob());
}

export function blobToDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new DOMException('unreadable', 'NotReadableError'));
    reader.readAsDataURL(blob);
  });
}
