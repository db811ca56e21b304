import { useTranslation } from 'react-i18next';
import { useNow } from '../app/use-now.js';
import { Icon } from '../display/icon.js';
import { duration, fullMoment } from '../texts/format-time.js';
import { localeOf } from '../texts/locale-of.js';

const SOON_MS = 2 * 60 * 60_000;

export type WindowState = 'open' | 'soon' | 'closed' | 'none';

export function windowState(closesAt: string | null, nowMs: number): { state: WindowState; leftMs: number } {
  if (!closesAt) return { state: 'none', leftMs: 0 };
  const leftMs = Date.parse(closesAt) - nowMs;
  if (leftMs <= 0) return { state: 'closed', leftMs: 0 };
  return { state: leftMs < SOON_MS ? 'soon' : 'open', leftMs };
}

/** How long free text may still be sent. */
export function WindowClock({ closesAt }: { closesAt: string | null }) {
  const { t, i18n } = useTranslation();
  const { state, leftMs } = windowState(closesAt, useNow());
  const text =
    state === 'closed' || state === 'none'
      ? t(`window.${state}`)
      : t('window.open', { left: duration(leftMs, localeOf(i18n.language)) });
  return (
    <span
      className="window-clock"
      data-window={state}
      title={
        closesAt ? t('window.closesAt', { at: fullMoment(new Date(closesAt), localeOf(i18n.language)) }) : undefined
      }
    >
      <Icon name="clock" size={14} />
      <span className="hidden">{t('window.label')}: </span>
      {text}
    </span>
  );
}
