import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { drafts } from '../conversation/drafts.js';
import { Avatar } from '../display/avatar.js';
import { Icon } from '../display/icon.js';
import { api } from '../wire/console-api.js';
import { LanguagePicker } from './language-picker.js';
import { useSession } from './session-context.js';
import { ThemePicker } from './theme-picker.js';

/** Who is signed in, and what they set for themselves. */
export function OperatorMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const { operator } = useSession();
  const client = useQueryClient();
  const menu = useRef<HTMLDivElement>(null);
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      drafts.clear();
      client.getMutationCache().clear();
      client.setQueryData(['session'], null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }); // the next one sees nothing of it
    },
  });
  return (
    <>
      <button
        type="button"
        className="operator-button"
        popoverTarget="operator-menu"
        aria-label={t('app.menu', { operator })}
      >
        <Avatar name={operator} id={operator} size={32} />
      </button>
      <div ref={menu} id="operator-menu" className="menu" popover="auto">
        <p className="menu-name">{operator}</p>
        <LanguagePicker />
        <ThemePicker />
        <button
          type="button"
          className="menu-item"
          onClick={() => {
            menu.current?.hidePopover();
            onHelp();
          }}
        >
          <Icon name="keyboard" /> {t('app.help')} <kbd>?</kbd>
        </button>
        <button type="button" className="menu-item" onClick={() => signOut.mutate()}>
          {t('app.signOut')}
        </button>
      </div>
    </>
  );
}
