import { texts } from '../texts/texts.js';
import { showToast } from './show-toast.js';

export function copyText(text: string): void {
  void navigator.clipboard?.writeText(text).then(
    () => showToast(texts().copied),
    () => showToast(texts().actionFailed),
  );
}
