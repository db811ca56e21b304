import type { ReactNode } from 'react';
import { Dialog } from './dialog.js';

interface ConfirmDialogProps {
  title: string;
  keep: string;
  submit: string;
  isBusy: boolean;
  problem: string | null;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that stops or replaces work; what leaves everything as it is has the focus. */
export function ConfirmDialog({
  title,
  keep,
  submit,
  isBusy,
  problem,
  onSubmit,
  onClose,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <p className="form-problem" role="alert" hidden={!problem}>
          {problem}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" data-first onClick={onClose}>
            {keep}
          </button>
          <button type="submit" className="button destructive" disabled={isBusy} data-testid="confirm">
            {submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
