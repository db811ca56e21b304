import { checkFile } from './check-file.js';
import { decodeText } from './decode-text.js';
import { maxBytesOf, useOf } from './media-use.js';
import { Media, MediaKind } from '#libs/contracts';

/** A picture of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const giant = Buffer.from(png);
giant.writeUInt32BE(9_000, 16); // its head says that it is 9,000 pixels wide
const ogg = Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.alloc(64)]);
const wav = Buffer.concat([Buffer.from('RIFF$\0\0\0WAVEfmt '), Buffer.alloc(64)]);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n');
const locked = Buffer.from('%PDF-1.7\ntrailer << /Root 1 0 R /Encrypt 5 0 R >>\n%%EOF\n');
const program = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(64)]);

describe(checkFile, () => {
  it.each([
    ['picture', png, 'image/png'],
    ['speech', ogg, 'audio/ogg; codecs=opus'],
    ['pdf', pdf, 'application/pdf'],
    ['text', Buffer.from('precios:\ncafé 2 €'), 'text/plain'],
    ['text', Buffer.from('BMW, 20.000 €'), 'text/plain'], // begins like a bitmap
    ['speech', wav, 'audio/wav'],
  ] as const)('knows a %s by its bytes', async (use, bytes, mimeType) => {
    expect(await checkFile(use, bytes)).toBe(mimeType);
  });

  it.each([
    ['a program that is called a photo', 'picture', program, 'wrong_type'],
    ['a PDF that is called a photo', 'picture', pdf, 'wrong_type'],
    ['a photo that is called a PDF', 'pdf', png, 'wrong_type'],
    ['a photo that is called a voice note', 'speech', png, 'wrong_type'],
    ['a photo that is called text', 'text', png, 'wrong_type'],
    ['bytes that are no text', 'text', Buffer.from([65, 0, 66]), 'wrong_type'],
    ['a photo without its body', 'picture', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 'damaged'],
    ['a photo of more pixels than anybody takes', 'picture', giant, 'too_large'],
    ['a PDF with a password', 'pdf', locked, 'protected'],
    ['nothing', 'picture', Buffer.alloc(0), 'damaged'],
  ] as const)('refuses %s', async (_, use, bytes, problem) => {
    await expect(checkFile(use, bytes)).rejects.toMatchObject({ problem });
  });
});

describe(useOf, () => {
  it.each([
    [MediaKind.MEDIA_KIND_IMAGE, 'image/jpeg', '', 'picture'],
    [MediaKind.MEDIA_KIND_VOICE, 'audio/ogg; codecs=opus', '', 'speech'],
    [MediaKind.MEDIA_KIND_DOCUMENT, 'application/pdf', 'menu.pdf', 'pdf'],
    [MediaKind.MEDIA_KIND_DOCUMENT, 'application/octet-stream', 'menu.PDF', 'pdf'],
    [MediaKind.MEDIA_KIND_DOCUMENT, 'text/csv; charset=utf-8', 'list.csv', 'text'],
    [MediaKind.MEDIA_KIND_DOCUMENT, 'image/png', 'plan.png', 'picture'],
    [MediaKind.MEDIA_KIND_DOCUMENT, 'application/zip', 'all.zip', 'none'],
    [MediaKind.MEDIA_KIND_VIDEO, 'video/mp4', '', 'none'],
    [MediaKind.MEDIA_KIND_STICKER, 'image/webp', '', 'none'],
  ])('takes %s of %s (%s) as %s', (kind, mimeType, filename, expected) => {
    expect(useOf(Media.create({ kind, mimeType, filename }))).toBe(expected);
  });

  it('takes no picture that is more than 5 MB as base64', () => {
    expect(Math.ceil(maxBytesOf.picture / 3) * 4).toBeLessThanOrEqual(5 * 1024 * 1024);
  });
});

describe(decodeText, () => {
  it('reads UTF-8, and what older editors write', () => {
    expect(decodeText(Buffer.from('mañana'))).toBe('mañana');
    expect(decodeText(Buffer.from('mañana', 'latin1'))).toBe('mañana');
  });
});
