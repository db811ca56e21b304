import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../display/icon.js';

const PAUSE_MS = 250;

/** Searches when the writer pauses; Esc clears it. */
export function SearchBox({ label, onSearch }: { label: string; onSearch: (query: string) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => onSearch(words.trim()), words === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, onSearch]);
  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input
        id="search"
        type="search"
        value={words}
        maxLength={200}
        placeholder={label}
        aria-label={label}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (words) setWords('');
          else event.currentTarget.blur();
        }}
      />
      {words === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" className="icon-button small" onClick={() => setWords('')} aria-label={t('list.clear')}>
          <Icon name="close" size={16} />
        </button>
      )}
    </div>
  );
}
