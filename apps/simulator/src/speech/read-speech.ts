/** The one file of a recording and its fields, as OpenAI's endpoint takes them; or what it says about a bad request. */
export interface SpeechRequest {
  bytes: Buffer;
  model: string;
  /** ISO 639-1; empty where the caller leaves it to the recogniser. */
  language: string;
  format: string;
}

const MAX_BYTES = 25 * 1024 * 1024;
const formats = ['json', 'text', 'verbose_json'];
const endings = /\.(flac|m4a|mp3|mp4|mpeg|mpga|oga|ogg|wav|webm)$/i;

export async function readSpeech(
  body: unknown,
  contentType = '',
): Promise<SpeechRequest | { status: number; problem: string }> {
  const form = Buffer.isBuffer(body) ? await parseForm(body, contentType) : undefined;
  if (!form) return { status: 400, problem: 'The request must be multipart/form-data.' };
  const file = form.get('file');
  const model = form.get('model');
  if (!(file instanceof File)) return { status: 400, problem: 'file: field required' };
  if (typeof model !== 'string' || model === '') return { status: 400, problem: 'you must provide a model parameter' };
  const format = fieldOf(form, 'response_format') || 'json';
  if (!formats.includes(format))
    return { status: 400, problem: `response_format: expected one of ${formats.join(', ')}` };
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length > MAX_BYTES) return { status: 413, problem: 'Maximum content size limit (26214400) exceeded' };
  if (bytes.length < 32 || !endings.test(file.name)) {
    return {
      status: 400,
      problem: 'Invalid file format. Supported formats: flac, m4a, mp3, mp4, mpeg, mpga, oga, ogg, wav, webm',
    };
  }
  return { bytes, model, language: fieldOf(form, 'language'), format };
}

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

const parseForm = (body: Buffer, contentType: string): Promise<FormData | undefined> =>
  new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData().catch(() => undefined);
