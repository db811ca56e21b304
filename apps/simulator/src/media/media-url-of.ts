/** Where pages find a file. */
export const mediaUrlOf = (mediaId: string): string => `/phone/api/media/${mediaId}`;
