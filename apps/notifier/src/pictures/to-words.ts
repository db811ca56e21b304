interface PicturePayload {
  image?: { caption?: string };
}

/** The text message that says what a picture's message says; undefined where it has no words. @param payload body of its POST */
export function toWords(payload: string): string | undefined {
  const { image, ...rest } = JSON.parse(payload) as PicturePayload;
  if (!image?.caption) return undefined;
  return JSON.stringify({ ...rest, type: 'text', text: { body: image.caption, preview_url: true } });
}
