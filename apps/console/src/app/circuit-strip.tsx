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
  const { circuits } = data;
  const names = [...new Set(circuits.map(({ upstream }) => upstream))];
  const [since] = circuits.map((circuit) => circuit.since).sort();
  const upstream = new Intl.ListFormat(i18n.language).format(names.slice(0, MOST_SHOWN));
  return (
    <p className="circuits" role="status" data-testid="circuits">
      {t('app.circuit', { upstream, since: since && timeOfDay(new Date(since), i18n.language) })}
    </p>
  );
}
