import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../display/icon.js';
import { isTyping } from '../keyboard/is-typing.js';
import { type Area, addressOfArea } from './route.js';

const AREAS: readonly { area: Area; icon: IconName; key: string }[] = [
  { area: 'conversations', icon: 'chat', key: 'c' },
  { area: 'builds', icon: 'layers', key: 'b' },
];

/** The way between the areas, by pointer and by one key each. */
export function AreaRail({ area: current }: { area: Area }) {
  const { t } = useTranslation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const meant = AREAS.find(({ key }) => key === event.key);
      if (!meant || isTyping(event)) return;
      event.preventDefault();
      location.hash = addressOfArea(meant.area);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <nav className="rail" aria-label={t('app.areas')}>
      {AREAS.map(({ area, icon }) => (
        <a
          key={area}
          href={addressOfArea(area)}
          className="rail-link"
          data-area={area}
          aria-current={area === current ? 'page' : undefined}
        >
          <Icon name={icon} size={20} />
          <span>{t(`app.area.${area}`)}</span>
        </a>
      ))}
    </nav>
  );
}
