import { Notice } from '../../display/notice.js';
import { formatCount } from '../../texts/format-amounts.js';
import { span, timeOfDay } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseView } from '../../wire/build-contract.js';
import { StateBadge } from '../phases/state-badge.js';
import { useSeconds } from '../phases/use-seconds.js';
import { type Bar, ticksOf, toBars } from './to-bars.js';

interface TimelineProps {
  phases: PhaseView[];
  onSelect: (id: string) => void;
}

/** When each phase ran: a chart that is a table, so that it can be read as one. */
export function Timeline({ phases, onSelect }: TimelineProps) {
  const { t, language } = useBuildWords();
  const nowMs = useSeconds(phases.some(({ state }) => state === 'running'));
  const { bars, totalMs, workMs } = toBars(phases, nowMs);
  if (totalMs === 0) return <Notice icon="clock" title={t('timeline.none')} hint={t('timeline.noneHint')} />;
  const factor = Math.round((10 * workMs) / totalMs) / 10;
  return (
    <div className="timeline">
      <p className="timeline-sum">
        <strong>{t('timeline.total', { time: span(totalMs, language) })}</strong>
        {factor > 1 && (
          <span className="soft">
            {t('timeline.sum', { time: span(workMs, language), factor: formatCount(factor, language) })}
          </span>
        )}
      </p>
      <div className="table-frame" role="region" tabIndex={0} aria-label={t('tab.timeline')}>
        <table className="table gantt">
          <thead>
            <tr>
              <th scope="col">{t('phases.name')}</th>
              <th scope="col">{t('phases.state')}</th>
              <th scope="col" className="number">
                {t('phases.time')}
              </th>
              <th scope="col" className="gantt-axis">
                <span className="hidden">{t('timeline.bar')}</span>
                <Axis totalMs={totalMs} />
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <Row key={bar.phase.id} bar={bar} totalMs={totalMs} onSelect={onSelect} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ bar, totalMs, onSelect }: { bar: Bar; totalMs: number; onSelect: (id: string) => void }) {
  const { t, language } = useBuildWords();
  const { phase, ms, left, width } = bar;
  const began =
    phase.startedAt && ms !== undefined ? timeOfDay(new Date(phase.startedAt), language) : t('timeline.notBegun');
  const after = `${span((left * totalMs) / 100, language)}`;
  return (
    <tr data-state={phase.state}>
      <th scope="row">
        <button type="button" className="link" onClick={() => onSelect(phase.id)}>
          {phase.name}
        </button>
      </th>
      <td>
        <StateBadge of="phase" state={phase.state} />
      </td>
      <td className="number">{ms === undefined ? '–' : span(ms, language)}</td>
      <td className="gantt-lane">
        {ms === undefined ? (
          <span className="hidden">{began}</span>
        ) : (
          <>
            <span className="hidden">{`${began} (+${after})`}</span>
            <span
              className="gantt-bar"
              data-state={phase.state}
              style={{ left: `${left}%`, width: `${width}%` }}
              title={`+${after}, ${span(ms, language)}`}
              aria-hidden="true"
            />
          </>
        )}
      </td>
    </tr>
  );
}

function Axis({ totalMs }: { totalMs: number }) {
  const { language } = useBuildWords();
  return (
    <span className="axis" aria-hidden="true">
      {ticksOf(totalMs).map((at) => (
        <span key={at} style={{ left: `${(100 * at) / totalMs}%` }}>
          {at === 0 ? '0' : span(at, language)}
        </span>
      ))}
    </span>
  );
}
