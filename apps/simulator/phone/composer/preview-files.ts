import { showToast } from '../dom/show-toast.js';
import { attachFile, type Attachment } from '../files/attach-file.js';
import { texts } from '../texts/texts.js';
import { openMediaPreview } from './open-media-preview.js';

/** One file gets a preview with a caption; several are sent as they are, in order. */
export async function previewFiles(
  files: File[],
  as: 'document' | undefined,
  onSend: (attachment: Attachment) => void,
): Promise<void> {
  for (const file of files) {
    const attachment = await attachFile(file, as);
    if (typeof attachment === 'string') showToast(texts()[attachment]);
    else if (files.length === 1) openMediaPreview(attachment, onSend);
    else onSend(attachment);
  }
}
