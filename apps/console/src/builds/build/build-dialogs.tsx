import { useRef, useState } from 'react';
import { ConfirmDialog } from '../../display/confirm-dialog.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, PhaseView } from '../../wire/build-contract.js';
import { isOpen } from '../phases/phase-rules.js';
import type { BuildActions } from './use-build-actions.js';

export type Asked = { act: 'cancel' } | { act: 'restore'; revision: number } | { act: 'skip'; phase: PhaseView };

interface BuildDialogsProps {
  asked: Asked;
  build: BuildView;
  actions: BuildActions;
  onClose: () => void;
}

/** The question before work is stopped, replaced or left out. */
export function BuildDialogs({ asked, ...rest }: BuildDialogsProps) {
  if (asked.act === 'cancel') return <CancelDialog {...rest} />;
  if (asked.act === 'restore') return <RestoreDialog revision={asked.revision} {...rest} />;
  return <SkipDialog phase={asked.phase} {...rest} />;
}

type Rest = Omit<BuildDialogsProps, 'asked'>;

function CancelDialog({ actions: { cancel }, onClose }: Rest) {
  const { t, reasonFor } = useBuildWords();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('confirm.cancelTitle')}
      keep={t('confirm.keep')}
      submit={t('confirm.cancelSubmit')}
      isBusy={cancel.isPending}
      problem={cancel.error && reasonFor(cancel.error)}
      onSubmit={() => cancel.mutate(reason.trim(), { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="soft">{t('confirm.cancelLead')}</p>
      <label className="field">
        <span>{t('confirm.cancelReason')}</span>
        <input name="reason" maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
        <small>{t('confirm.cancelHint')}</small>
      </label>
    </ConfirmDialog>
  );
}

function RestoreDialog({ revision, build, actions: { rollback }, onClose }: Rest & { revision: number }) {
  const { t, reasonFor } = useBuildWords();
  const key = useRef('');
  return (
    <ConfirmDialog
      title={t('confirm.restoreTitle', { number: revision })}
      keep={t('confirm.keep')}
      submit={t('confirm.restoreSubmit', { number: revision })}
      isBusy={rollback.isPending}
      problem={rollback.error && reasonFor(rollback.error)}
      onSubmit={() => {
        key.current ||= crypto.randomUUID();
        rollback.mutate({ revision, idempotencyKey: key.current }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p className="soft">{t('confirm.restoreLead', { number: revision })}</p>
      {isOpen(build) && <p>{t('confirm.restoreRunning')}</p>}
    </ConfirmDialog>
  );
}

function SkipDialog({ phase, actions: { decide }, onClose }: Rest & { phase: PhaseView }) {
  const { t, reasonFor } = useBuildWords();
  return (
    <ConfirmDialog
      title={t('confirm.skipTitle', { phase: phase.name })}
      keep={t('confirm.keep')}
      submit={t('confirm.skipSubmit')}
      isBusy={decide.isPending}
      problem={decide.error && reasonFor(decide.error)}
      onSubmit={() => decide.mutate({ phaseId: phase.id, decision: 'skip' }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="soft">{t('confirm.skipLead')}</p>
    </ConfirmDialog>
  );
}
