const signatures: readonly { mimeType: string; at: number; ascii: string }[] = [
  { mimeType: 'image/jpeg', at: 0, ascii: '\xff\xd8\xff' },
  { mimeType: 'image/png', at: 0, ascii: '\x89PNG' },
  { mimeType: 'image/gif', at: 0, ascii: 'GIF8' },
  { mimeType: 'image/webp', at: 8, ascii: 'WEBP' },
  { mimeType: 'audio/ogg', at: 0, ascii: 'OggS' },
  { mimeType: 'audio/mpeg', at: 0, ascii: 'ID3' },
  { mimeType: 'audio/amr', at: 0, ascii: '#!AMR' },
  { mimeType: 'application/pdf', at: 0, ascii: '%PDF' },
  { mimeType: 'video/webm', at: 0, ascii: '\x1a\x45\xdf\xa3' },
];

/** The type that the first bytes prove, for formats whose mark is certain; undefined says nothing. */
export function sniffMimeType(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 16).toString('latin1');
  return signatures.find(({ at, ascii }) => head.startsWith(ascii, at))?.mimeType;
}
