import { extractText, getDocumentProxy } from 'unpdf';

const mostPages = 500;

/**
 * The text of a PDF, pages apart. No script or link in it is run or followed.
 * @throws Error with a reason for people
 */
export async function extractPdf(bytes: Uint8Array): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((cause: unknown) => {
    throw new Error('is no PDF that can be read: broken, or locked by a password', { cause });
  });
  try {
    if (document.numPages > mostPages) throw new Error(`has ${document.numPages} pages, more than ${mostPages}`);
    const { text } = await extractText(document, { mergePages: false });
    return text.join('\n\n');
  } finally {
    await document.loadingTask.destroy();
  }
}
