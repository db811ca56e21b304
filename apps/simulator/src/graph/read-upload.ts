import type { NewMedia } from '../media/media.repository.js';
import { bareMimeType, mediaClassOf } from '../media/media-types.js';
import { sniffMimeType } from '../media/sniff-mime-type.js';
import { GraphError } from './door/graph-error.js';

const MULTIPART = /^multipart\/form-data/i;

/** The file of a multipart upload, or what the platform refuses it with. */
export async function readUpload(body: unknown, contentType = ''): Promise<NewMedia | GraphError> {
  if (!Buffer.isBuffer(body) || !MULTIPART.test(contentType)) return invalid('The upload must be multipart/form-data.');
  const form = await parseForm(body, contentType);
  if (!form) return invalid('The upload is not well-formed multipart/form-data.');
  if (form.get('messaging_product') !== 'whatsapp') return invalid('The parameter messaging_product is required.');
  const file = form.get('file');
  if (!(file instanceof File)) return invalid('The parameter file is required.');

  const declared = form.get('type');
  const mimeType = typeof declared === 'string' && declared !== '' ? declared : file.type;
  const mediaClass = mediaClassOf(mimeType);
  if (!mediaClass) return invalid(`Param file must be a file with one of the supported types, got ${mimeType}.`);
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length === 0) return invalid('Param file must not be empty.');
  if (bytes.length > mediaClass.maxBytes)
    return new GraphError(131053, `Param file is larger than ${mediaClass.maxBytes} bytes.`);
  const proven = sniffMimeType(bytes);
  if (proven && proven !== bareMimeType(mimeType)) {
    return new GraphError(131053, `Param file is ${proven}, but its type says ${mimeType}.`);
  }
  return { source: 'uploaded', mimeType, bytes, filename: file.name || undefined };
}

const parseForm = (body: Buffer, contentType: string): Promise<FormData | undefined> =>
  new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData().catch(() => undefined);

const invalid = (details: string): GraphError => new GraphError(100, details, { message: `(#100) ${details}` });
