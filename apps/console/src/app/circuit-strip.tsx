import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timeOfDay } from '../texts/format-time.js';
import { api } from '../wire/console-api.js';

const LOOK_AGAIN_MS = 10_000;
/** More of them say nothing new: something larger is wrong. */
const MOST_SHOWN = 3;

/** Says which peers of Parley do not answer, for as long as they do not. */
export function CircuitStrip() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['circuits'],
    queryFn: ({ signal }) => api.circuits(signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (!data || data.circuits.length === 0) return null;
  return (
    <div className="circuits" role="status" data-testid="circuits">
      {data.circuits.slice(0, MOST_SHOWN).map(({ edge, upstream, since }) => (
        <p key={`${edge} ${upstream}`}>
          {t('app.circuit', { upstream, since: timeOfDay(new Date(since), i18n.language) })}
        </p>
      ))}
    </div>
  );
}
