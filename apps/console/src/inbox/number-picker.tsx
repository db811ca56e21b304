import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session-context.js';

/** Which of the business's numbers is shown; nothing to choose where there is only one. */
export function NumberPicker({ value, onChange }: { value: string; onChange: (phoneNumberId: string) => void }) {
  const { t } = useTranslation();
  const { phoneNumberIds } = useSession();
  if (phoneNumberIds.length < 2) return null;
  return (
    <select
      className="number-picker"
      value={value}
      aria-label={t('app.number')}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{t('app.allNumbers')}</option>
      {phoneNumberIds.map((id) => (
        <option key={id}>{id}</option>
      ))}
    </select>
  );
}
