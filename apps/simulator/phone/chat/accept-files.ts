import { element } from '../dom/element.js';
import { texts } from '../texts/texts.js';

/** Lets files be dropped on the chat, and shows where while they hover. */
export function acceptFiles(target: HTMLElement, onFiles: (files: File[]) => void): void {
  const hint = element('div', { class: 'drop-hint', 'aria-hidden': 'true' }, texts().dropHere);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  target.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (!hint.isConnected) target.append(hint);
  });
  target.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !target.contains(event.relatedTarget)) hint.remove();
  });
  target.addEventListener('drop', (event) => {
    hint.remove();
    if (!hasFiles(event)) return;
    event.preventDefault();
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
}
