import { useTranslation } from 'react-i18next';
import { fullMoment, timeOfDay } from '../texts/format-time.js';
import { localeOf } from '../texts/locale-of.js';

/** A time of day in the viewer's zone; the whole moment, zone included, on pointing. */
export function Moment({ at }: { at: string | null }) {
  const { i18n } = useTranslation();
  if (!at) return null;
  const moment = new Date(at);
  return (
    <time dateTime={at} title={fullMoment(moment, localeOf(i18n.language))}>
      {timeOfDay(moment, localeOf(i18n.language))}
    </time>
  );
}
